namespace AcdRouter.Journals;

/// <summary>What verifying a snapshot found.</summary>
/// <param name="File">Its file.</param>
/// <param name="Sequence">The last record that its state holds.</param>
/// <param name="IsSound">Whether its file checks out.</param>
public sealed record SnapshotReport(string File, long Sequence, bool IsSound);
