using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>What reading all segments of a data folder shows.</summary>
/// <param name="Segments">In order.</param>
/// <param name="Snapshots">Oldest first.</param>
/// <param name="Cursor">The cursor; null when there is none or its file is damaged.</param>
/// <param name="Problem">Damage that no single segment shows; null when there is none.</param>
internal sealed record JournalFolder(
    IReadOnlyList<SegmentScan> Segments, IReadOnlyList<SnapshotFile> Snapshots, long? Cursor, string? Problem)
{
    /// <summary>The head after the last good frame.</summary>
    public JournalHead Head => Segments.Count == 0 ? JournalHead.Empty : Segments[^1].Head;

    /// <summary>
    /// Reads and checks everything, changing nothing. Goes on behind damage. Snapshots and cursor are read first: both lag behind
    /// the journal, so beside a running writer too they may never be ahead of the segments read after them.
    /// </summary>
    public static JournalFolder Scan(string folder, Action<SegmentFile, long>? advance, CancellationToken cancellationToken)
    {
        var snapshots = SnapshotFiles.List(folder);
        var cursor = CursorFile.Read(folder);
        var files = SegmentName.List(folder);
        var scans = new List<SegmentScan>(files.Count);
        foreach (var file in files)
        {
            JournalHead? before = scans.Count > 0 && scans[^1].State == SegmentState.Ok ? scans[^1].Head : null;
            var last = file == files[^1];
            Action<long>? tell = advance is null ? null : bytes => advance(file, bytes);
            scans.Add(SegmentScan.Run(file, before, last, tell, cancellationToken));
        }
        var found = new JournalFolder(scans, snapshots, cursor, null);
        return found with { Problem = found.Missing(folder) };
    }

    /// <summary>A snapshot or a cursor beyond the end says that records were acknowledged which are not there.</summary>
    private string? Missing(string folder)
    {
        if (Segments.Count > 0 && Segments[^1].State == SegmentState.Damaged) return null;
        var end = Segments.Count == 0 ? folder : $"{Segments[^1].Segment.Path} at {Segments[^1].GoodLength}";
        if (Snapshots.Count > 0 && Snapshots[^1].Sequence > Head.Sequence)
        {
            return $"{end}: the journal ends with record {Head.Sequence}, but the snapshot {Snapshots[^1].Path} holds record {Snapshots[^1].Sequence}";
        }
        return Cursor > Head.Sequence ? $"{end}: the journal ends with record {Head.Sequence}, but record {Cursor} has been published" : null;
    }
}
