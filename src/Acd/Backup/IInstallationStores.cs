using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>The stores of an installation, whatever its shape, for saving it whole and for bringing it back.</summary>
internal interface IInstallationStores : IAsyncDisposable
{
    /// <summary>What is ended and left the state.</summary>
    IHistoryStore History { get; }

    /// <summary>A partition's journal; the caller disposes it.</summary>
    Task<IJournal> OpenJournalAsync(int partition, CancellationToken cancellationToken);

    /// <summary>The partition of every site; null where there is one partition for all.</summary>
    Task<IReadOnlyDictionary<SiteId, int>?> ReadSitesAsync(CancellationToken cancellationToken);

    /// <summary>The keys that seal tokens. Secret.</summary>
    IReadOnlyList<KeyValuePair<string, string>> ReadKeys();
}
