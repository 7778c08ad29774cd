using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// Makes of a record what the world is told. Made from the record alone, so that it can be told again
/// after a crash, under the same ids. An event whose telling throws is a defect: the operator is told, the event is passed over,
/// everything after it is told; otherwise one event would silence all sites for ever.
/// </summary>
internal sealed class NewsTranslator(PartitionOptions options, string origin)
{
    private readonly IReadOnlyList<IProcess> prototypes = options.Layout.Create(new SiteId("prototype"));
    private readonly byte[] originBytes = Encoding.UTF8.GetBytes(origin);
    private readonly List<INews> news = [];

    public void Translate(JournalRecord record, List<OutgoingMessage> messages)
    {
        if (record.Site is not { } site) return;
        var index = 0;
        for (var i = 0; i < record.Events.Count; i++)
        {
            var each = record.Events[i];
            try
            {
                var (process, _) = options.Layout.Find(each);
                if (process == ProcessLayout.Kernel) continue;
                news.Clear();
                prototypes[process].TellNews(each, record.Stamp, site, news);
            }
            catch (Exception e)
            {
                options.Observer.PublishingFailed(new InvalidOperationException(
                    $"Event {i} of record {record.Sequence}, {each.GetType().Name}, cannot be told and is passed over: {e.Message}", e));
                continue;
            }
            foreach (var one in news) messages.Add(new OutgoingMessage(IdOf(record, index++), record.Sequence, one));
        }
    }

    private Guid IdOf(JournalRecord record, int index)
    {
        Span<byte> bytes = stackalloc byte[256];
        var length = Math.Min(originBytes.Length, 200);
        originBytes.AsSpan(0, length).CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[length..], options.Partition);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(length + 4)..], record.Epoch);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(length + 12)..], record.Sequence);
        BinaryPrimitives.WriteInt32BigEndian(bytes[(length + 20)..], index);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes[..(length + 24)], hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
