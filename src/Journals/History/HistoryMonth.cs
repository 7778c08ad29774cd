using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>
/// One site's history of one month: a file of frames and its index. A write is one frame and one flush, so the rule of
/// <see cref="SegmentScan"/> holds here too: bad bytes with no good frame behind them are an unfinished write, others are damage.
/// </summary>
internal sealed class HistoryMonth
{
    /// <summary>Bytes of items in one frame, because reading one item reads its frame. A larger item makes a larger frame.</summary>
    private const int FrameBytes = 256 * 1024;

    private readonly IStorage storage;
    private readonly SiteId site;
    private AppendFile file;

    private HistoryMonth(IStorage storage, SiteId site, AppendFile file, HistoryIndex index)
    {
        this.storage = storage;
        this.site = site;
        this.file = file;
        Index = index;
    }

    public string Path => file.Path;

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
        using var reader = new FrameReader(path);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = reader.Offset;
            var step = reader.Next(out var frame);
            if (step == FrameStep.Whole && frame.Kind == FrameKind.History)
            {
                AddTo(index, site, frame);
                continue;
            }
            var month = new HistoryMonth(storage, site, new AppendFile(storage, path, at), index);
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

    /// <summary>Appends items, durable on return. When it throws, some may be stored.</summary>
    public void Append(IReadOnlyList<HistoryItem> items)
    {
        try
        {
            foreach (var payloads in Chunks(items.Select(HistoryCodec.Encode)))
            {
                var offset = file.Length;
                var bytes = FrameFormat.Encode(FrameKind.History, JournalHead.Empty, 0, payloads);
                file.Append(bytes);
                AddTo(Index, site, Decode(bytes, offset));
            }
        }
        finally
        {
            // A year of many sites is many files: none is kept open.
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

    /// <summary>All items, in the order they were written.</summary>
    public IEnumerable<HistoryItem> ReadAll(CancellationToken cancellationToken)
    {
        using var reader = new FrameReader(Path, file.Length);
        while (reader.Offset < reader.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = reader.Offset;
            if (reader.Next(out var frame) != FrameStep.Whole)
            {
                throw new HistoryDamagedException($"{Path} at {at}: bad bytes where good ones were written.");
            }
            foreach (var payload in frame.CopyPayloads()) yield return HistoryCodec.Decode(site, payload);
        }
    }

    /// <summary>Puts other items in place of all; a reader or a crash sees the old or the new file, whole.</summary>
    public void Rewrite(IEnumerable<HistoryItem> items)
    {
        var index = new HistoryIndex();
        var temporary = Path + WholeFile.TemporarySuffix;
        long length = 0;
        try
        {
            using (var target = storage.Open(temporary, create: true))
            {
                foreach (var payloads in Chunks(items.Select(HistoryCodec.Encode)))
                {
                    var bytes = FrameFormat.Encode(FrameKind.History, JournalHead.Empty, 0, payloads);
                    target.Write(bytes, length);
                    AddTo(index, site, Decode(bytes, length));
                    length += bytes.Length;
                }
                target.Flush();
            }
            storage.Rename(temporary, Path);
        }
        catch
        {
            WholeFile.Discard(storage, temporary);
            throw;
        }
        // The new file has the name already, so the index must follow even when the folder's flush fails.
        file = new AppendFile(storage, Path, length);
        Index = index;
        storage.SyncFolder(System.IO.Path.GetDirectoryName(Path)!);
    }

    private static Frame Decode(byte[] bytes, long offset) => FrameFormat.TryDecode(bytes, offset, "", out var frame)
        ? frame
        : throw new InvalidOperationException("A frame that was just encoded cannot be decoded.");

    private static void AddTo(HistoryIndex index, SiteId site, Frame frame)
    {
        var payloads = frame.CopyPayloads();
        for (var place = 0; place < payloads.Length; place++)
        {
            var item = HistoryCodec.Decode(site, payloads[place]);
            index.Add(new HistoryEntry(
                HistoryIndex.Key(item.EventId), item.Id, item.EndedAt.Milliseconds, frame.Offset, place, (byte)item.Kind, item.Record is null));
        }
    }

    private static IEnumerable<List<ReadOnlyMemory<byte>>> Chunks(IEnumerable<byte[]> payloads)
    {
        var chunk = new List<ReadOnlyMemory<byte>>();
        var bytes = 0;
        foreach (var payload in payloads)
        {
            if (chunk.Count > 0 && bytes + payload.Length > FrameBytes)
            {
                yield return chunk;
                (chunk, bytes) = ([], 0);
            }
            chunk.Add(payload);
            bytes += payload.Length;
        }
        if (chunk.Count > 0) yield return chunk;
    }
}
