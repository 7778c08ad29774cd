using AcdRouter.Contracts;

namespace AcdRouter.Journals;

/// <summary>
/// One site's history of one month: a file of frames and its index. A write is one frame and one flush, so the rule of
/// <see cref="SegmentScan"/> holds here too: bad bytes with no good frame behind them are an unfinished write, others are damage. So
/// that damage to the last write of a month is not taken for a crash, a closing frame is put behind it when a newer month begins, when
/// the file was rewritten, and when the store is closed in order. A late record is written behind that frame.
/// </summary>
internal sealed class HistoryMonth
{
    private readonly IStorage storage;
    private readonly SiteId site;
    private AppendFile file;

    // Of a file that another process left: where its last frame starts, and that nobody here has seen it flushed.
    private long lastFrame;
    private bool mustConfirm;
    private bool closed;

    private HistoryMonth(IStorage storage, SiteId site, AppendFile file, HistoryIndex index)
    {
        this.storage = storage;
        this.site = site;
        this.file = file;
        Index = index;
    }

    public string Path => file.Path;

    /// <summary>Bytes that are written.</summary>
    public long Length => file.Length;

    public HistoryIndex Index { get; private set; }

    /// <summary>A month that has no file yet gets an empty one, durable on return.</summary>
    public static HistoryMonth Create(IStorage storage, SiteId site, string path)
    {
        WholeFile.Replace(storage, path, default);
        return new HistoryMonth(storage, site, new AppendFile(storage, path, 0), new HistoryIndex());
    }

    /// <summary>Reads and checks a file, and cuts a torn tail.</summary>
    /// <exception cref="HistoryDamagedException">Written records are damaged; names file and offset.</exception>
    public static HistoryMonth Open(
        IStorage storage, SiteId site, string path, Action<string>? onFinding, CancellationToken cancellationToken)
    {
        var index = new HistoryIndex();
        var (lastFrame, closed) = (0L, false);
        using var reader = new FrameReader(path);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = reader.Offset;
            var step = reader.Next(out var frame);
            if (step == FrameStep.Whole && frame.Kind is FrameKind.History or FrameKind.Closed)
            {
                (lastFrame, closed) = (at, frame.Kind == FrameKind.Closed);
                if (!closed) HistoryFrames.AddTo(index, site, frame);
                continue;
            }
            var month = new HistoryMonth(storage, site, new AppendFile(storage, path, at), index)
            {
                lastFrame = lastFrame,
                mustConfirm = at > 0,
                closed = closed,
            };
            if (step == FrameStep.End) return month;
            if (step == FrameStep.Whole || reader.Resync())
            {
                throw new HistoryDamagedException($"{path} at {at}: bad bytes before a good frame at {reader.Offset}. The history is not opened.");
            }
            month.file.Cut();
            month.file.Release();
            onFinding?.Invoke($"{path} was cut at {at}: {reader.Length - at} bytes of an unfinished write.");
            return month;
        }
    }

    /// <summary>
    /// Makes what was read durable, as <see cref="AppendFile.Confirm"/> says; done before a record found here counts as written and
    /// before anything is written behind it, not at the start, because a year of many sites is many files.
    /// </summary>
    public void Confirm()
    {
        if (!mustConfirm) return;
        try
        {
            file.Confirm(lastFrame);
            mustConfirm = false;
        }
        finally
        {
            file.Release();
        }
    }

    /// <summary>Appends items, durable on return. When it throws, some may be stored.</summary>
    public void Append(IReadOnlyList<HistoryItem> items)
    {
        Confirm();
        try
        {
            foreach (var bytes in HistoryFrames.Encode(items))
            {
                var offset = file.Length;
                file.Append(bytes);
                closed = false;
                HistoryFrames.AddTo(Index, site, bytes, offset);
            }
        }
        finally
        {
            // A year of many sites is many files: none is kept open.
            file.Release();
        }
    }

    /// <summary>Puts a closing frame behind the last write, where none stands yet.</summary>
    public void Close()
    {
        if (closed || file.Length == 0) return;
        Confirm();
        try
        {
            file.Append(HistoryFrames.Closing());
            closed = true;
        }
        finally
        {
            file.Release();
        }
    }

    /// <summary>Reads one item.</summary>
    public HistoryItem Read(HistoryEntry entry)
    {
        using var reader = new FrameReader(Path, file.Length) { Offset = entry.Offset };
        return reader.Next(out var frame) == FrameStep.Whole
            ? HistoryCodec.Decode(site, frame.CopyPayloads()[entry.Place])
            : throw new HistoryDamagedException($"{Path} at {entry.Offset}: bad bytes where good ones were written.");
    }

    /// <summary>The items between two lengths that the file had, in the order they were written. Reads also beside a write.</summary>
    public IEnumerable<HistoryItem> ReadAll(long from, long to, CancellationToken cancellationToken)
    {
        using var reader = new FrameReader(Path, to) { Offset = from };
        while (reader.Offset < reader.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = reader.Offset;
            if (reader.Next(out var frame) != FrameStep.Whole)
            {
                throw new HistoryDamagedException($"{Path} at {at}: bad bytes where good ones were written.");
            }
            if (frame.Kind != FrameKind.History) continue;
            foreach (var payload in frame.CopyPayloads()) yield return HistoryCodec.Decode(site, payload);
        }
    }

    /// <summary>Puts the rewritten file in place of the old one; its name is durable when the folder is flushed.</summary>
    public void Replace(HistoryRewrite rewritten)
    {
        rewritten.Complete();
        file = new AppendFile(storage, Path, rewritten.Length);
        Index = rewritten.Index;
        (mustConfirm, closed) = (false, true);
    }
}
