using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>How a <see cref="FileHistoryStore"/> keeps its files.</summary>
public sealed class FileHistoryStoreOptions
{
    /// <summary>The data folder, on a local disk; created where it is missing. Required.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Takes one customer's personal data out of a record: the record without it, the very same object when it holds none, or null
    /// when nothing is left worth keeping. Must not change what the record is known by: site, kind, id, event id, end. Required.
    /// </summary>
    public required Func<HistoryRecord, CustomerId, HistoryRecord?> Redact { get; init; }

    /// <summary>Told, in one English sentence with file and offset, of a torn tail that was cut. Default: nobody is told.</summary>
    public Action<string>? OnFinding { get; init; }

    /// <summary>Everything that is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate() => string.IsNullOrWhiteSpace(Folder) ? ["Folder is required."] : [];
}
