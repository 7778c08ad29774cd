namespace AcdRouter.Journals;

/// <summary>Tells of progress at most once a step, so that telling costs nothing beside reading.</summary>
internal sealed class ProgressMeter
{
    /// <summary>Bytes between two reports: about a hundred a second from a fast disk.</summary>
    private const long StepBytes = 8 * 1024 * 1024;

    private readonly IProgress<JournalProgress>? progress;
    private readonly long total;
    private string current = "";
    private long before;
    private long inCurrent;
    private long told;

    public ProgressMeter(string folder, IProgress<JournalProgress>? progress)
    {
        this.progress = progress;
        if (progress is not null) total = SegmentName.List(folder).Sum(segment => new FileInfo(segment.Path).Length);
    }

    /// <summary>So many bytes of a segment are read.</summary>
    public void Advance(SegmentFile segment, long bytes)
    {
        if (segment.Path != current)
        {
            before += inCurrent;
            current = segment.Path;
        }
        inCurrent = bytes;
        var done = before + inCurrent;
        if (progress is null || (done - told < StepBytes && done < total)) return;
        told = done;
        progress.Report(new JournalProgress(current, done, total));
    }
}
