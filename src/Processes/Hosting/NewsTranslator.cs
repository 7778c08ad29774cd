using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// Makes of a record what the world is told and what history keeps. Made from the record alone, so that it can be told again
/// after a crash, under the same ids.
/// </summary>
internal sealed class NewsTranslator(ProcessLayout layout, string origin, int partition)
{
    private readonly IReadOnlyList<IProcess> prototypes = layout.Create(new SiteId("prototype"));
    private readonly byte[] originBytes = Encoding.UTF8.GetBytes(origin);
    private readonly List<INews> news = [];

    public void Translate(JournalRecord record, List<OutgoingMessage> messages, List<HistoryRecord> history)
    {
        if (record.Site is not { } site) return;
        var index = 0;
        for (var i = 0; i < record.Events.Count; i++)
        {
            var each = record.Events[i];
            if (each is IHistoricEvent historic)
                history.Add(historic.ToHistory(site, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{partition}-{record.Epoch}-{record.Sequence}-{i}"), record.At));
            var (process, _) = layout.Find(each);
            if (process == ProcessLayout.Kernel) continue;
            news.Clear();
            prototypes[process].TellNews(each, record.Stamp, site, news);
            foreach (var one in news) messages.Add(new OutgoingMessage(IdOf(record, index++), record.Sequence, one));
        }
    }

    private Guid IdOf(JournalRecord record, int index)
    {
        Span<byte> bytes = stackalloc byte[256];
        var length = Math.Min(originBytes.Length, 200);
        originBytes.AsSpan(0, length).CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[length..], partition);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(length + 4)..], record.Epoch);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(length + 12)..], record.Sequence);
        BinaryPrimitives.WriteInt32BigEndian(bytes[(length + 20)..], index);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes[..(length + 24)], hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
