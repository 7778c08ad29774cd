using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>The frames of a history file.</summary>
internal static class HistoryFrames
{
    /// <summary>Bytes of items in one frame, because reading one item reads its frame. A larger item makes a larger frame.</summary>
    private const int FrameBytes = 256 * 1024;

    /// <summary>Stands behind the last write of a month that is not expected to grow; see <see cref="HistoryMonth"/>.</summary>
    public static byte[] Closing() => FrameFormat.Encode(FrameKind.Closed, JournalHead.Empty, 0);

    /// <summary>Items as frames.</summary>
    public static IEnumerable<byte[]> Encode(IEnumerable<HistoryItem> items) =>
        Chunks(items.Select(HistoryCodec.Encode)).Select(payloads => FrameFormat.Encode(FrameKind.History, JournalHead.Empty, 0, payloads));

    /// <summary>Adds a frame's items to an index.</summary>
    public static void AddTo(HistoryIndex index, SiteId site, Frame frame)
    {
        var payloads = frame.CopyPayloads();
        for (var place = 0; place < payloads.Length; place++)
        {
            var item = HistoryCodec.Decode(site, payloads[place]);
            index.Add(new HistoryEntry(
                HistoryIndex.Key(item.EventId), item.Id, item.EndedAt.Milliseconds, frame.Offset, place, (byte)item.Kind, item.Record is null));
        }
    }

    /// <summary>Adds the items of a frame that was just encoded.</summary>
    public static void AddTo(HistoryIndex index, SiteId site, byte[] bytes, long offset)
    {
        if (!FrameFormat.TryDecode(bytes, offset, "", out var frame))
        {
            throw new InvalidOperationException("A frame that was just encoded cannot be decoded.");
        }
        AddTo(index, site, frame);
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
