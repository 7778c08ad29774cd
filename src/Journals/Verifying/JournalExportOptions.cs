namespace AcdRouter.Journals;

/// <summary>Which records are exported.</summary>
public sealed class JournalExportOptions
{
    /// <summary>The first record, from 1. Default: from the beginning.</summary>
    public long From { get; init; } = 1;

    /// <summary>The last record. Default: to the end.</summary>
    public long Through { get; init; } = long.MaxValue;
}
