namespace AcdRouter.Journals;

/// <summary>
/// Checks a data folder without changing it and without its lock, also beside a running writer, whose append under way then looks
/// like a torn tail. An archive folder verifies as well.
/// </summary>
public static class JournalVerifier
{
    /// <summary>Reads and checks every byte. Damage is reported, not thrown.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static async Task<JournalReport> VerifyAsync(
        string folder, IProgress<JournalProgress>? progress, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder {folder}.");
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var meter = new ProgressMeter(folder, progress);
        var found = JournalFolder.Scan(folder, meter.Advance, cancellationToken);
        return new JournalReport(
            folder,
            [.. found.Segments.Select(Report)],
            [.. found.Snapshots.Select(file => new SnapshotReport(file.Path, file.Sequence, file.SavedAt is not null))],
            found.Cursor,
            found.Problem);
    }

    private static SegmentReport Report(SegmentScan scan) => new(
        scan.Segment.Path,
        scan.Segment.First,
        scan.Segment.First + scan.Records - 1,
        scan.Records,
        scan.FileLength,
        scan.State,
        scan.State == SegmentState.Ok ? null : scan.GoodLength,
        scan.Problem);
}
