namespace AcdRouter.Journals;

/// <summary>What was exported.</summary>
/// <param name="Records">Lines written.</param>
/// <param name="Gaps">Places where bytes could not be read or records are missing. An export with gaps is not the whole history.</param>
public sealed record JournalExport(long Records, IReadOnlyList<JournalGap> Gaps);
