namespace AcdRouter.Journals;

/// <summary>Which records are exported.</summary>
public sealed class JournalExportOptions
{
    /// <summary>The first record, from 1. Default: from the beginning.</summary>
    public long From { get; init; } = 1;

    /// <summary>The last record. Default: to the end.</summary>
    public long Through { get; init; } = long.MaxValue;
}

/// <summary>What was exported.</summary>
/// <param name="Records">Lines written.</param>
/// <param name="Gaps">Places where bytes could not be read or records are missing. An export with gaps is not the whole history.</param>
public sealed record JournalExport(long Records, IReadOnlyList<JournalGap> Gaps);

/// <summary>A place where an export could not go on without a gap.</summary>
/// <param name="File">The segment.</param>
/// <param name="Offset">Where the bad bytes start.</param>
/// <param name="AfterSequence">The last record exported before the place; 0 when there is none.</param>
/// <param name="NextSequence">The first record after the place; null when none follows.</param>
public sealed record JournalGap(string File, long Offset, long AfterSequence, long? NextSequence);
