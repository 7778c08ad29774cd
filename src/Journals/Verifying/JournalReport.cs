namespace AcdRouter.Journals;

/// <summary>What verifying a data folder found.</summary>
/// <param name="Folder">The data folder.</param>
/// <param name="Segments">Every segment, in order.</param>
/// <param name="Snapshots">Every snapshot, oldest first.</param>
/// <param name="Cursor">The record up to which news is confirmed; null when there is none or its file is damaged, which costs repeats only.</param>
/// <param name="Problem">Damage that no single file shows, such as missing records; null when there is none.</param>
public sealed record JournalReport(
    string Folder,
    IReadOnlyList<SegmentReport> Segments,
    IReadOnlyList<SnapshotReport> Snapshots,
    long? Cursor,
    string? Problem)
{
    /// <summary>Readable records in all segments.</summary>
    public long Records => Segments.Sum(segment => segment.Records);

    /// <summary>Bytes of all segments.</summary>
    public long Bytes => Segments.Sum(segment => segment.Bytes);

    /// <summary>The last readable record; 0 when there is none.</summary>
    public long LastSequence => Segments.Count == 0 ? 0 : Segments[^1].LastSequence;

    /// <summary>
    /// True when the journal can be started with everything that was ever acknowledged. A torn tail is sound: it was never
    /// acknowledged. So is a damaged snapshot as long as an earlier one, or the journal's beginning, is there to go on from.
    /// </summary>
    public bool IsSound =>
        Problem is null && Segments.All(segment => segment.State != SegmentState.Damaged) && CanLoad;

    private bool CanLoad
    {
        get
        {
            if (Segments.Count == 0 || Segments[0].FirstSequence == 1) return true;
            return Snapshots.Any(snapshot => snapshot.IsSound && snapshot.Sequence >= Segments[0].FirstSequence - 1);
        }
    }
}
