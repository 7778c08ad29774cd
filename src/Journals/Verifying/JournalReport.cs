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

/// <summary>What verifying a segment found.</summary>
/// <param name="File">Its file.</param>
/// <param name="FirstSequence">The first record that it holds or would hold, from its name.</param>
/// <param name="LastSequence">The last readable record before any bad bytes; one less than the first when there is none.</param>
/// <param name="Records">Readable records before any bad bytes.</param>
/// <param name="Bytes">Bytes in the file.</param>
/// <param name="State">In one word.</param>
/// <param name="Offset">Where the bad bytes start; null when there are none.</param>
/// <param name="Problem">What is wrong there; null when nothing is.</param>
public sealed record SegmentReport(
    string File, long FirstSequence, long LastSequence, long Records, long Bytes, SegmentState State, long? Offset, string? Problem);

/// <summary>What verifying a snapshot found.</summary>
/// <param name="File">Its file.</param>
/// <param name="Sequence">The last record that its state holds.</param>
/// <param name="IsSound">Whether its file checks out.</param>
public sealed record SnapshotReport(string File, long Sequence, bool IsSound);

/// <summary>How far reading a data folder has come.</summary>
/// <param name="File">The segment that is read.</param>
/// <param name="BytesDone">Bytes read of all segments.</param>
/// <param name="BytesTotal">Bytes of all segments.</param>
public readonly record struct JournalProgress(string File, long BytesDone, long BytesTotal);
