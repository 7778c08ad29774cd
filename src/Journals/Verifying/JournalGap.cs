namespace AcdRouter.Journals;

/// <summary>A place where an export could not go on without a gap.</summary>
/// <param name="File">The segment.</param>
/// <param name="Offset">Where the bad bytes start.</param>
/// <param name="AfterSequence">The last record exported before the place; 0 when there is none.</param>
/// <param name="NextSequence">The first record after the place; null when none follows.</param>
public sealed record JournalGap(string File, long Offset, long AfterSequence, long? NextSequence);
