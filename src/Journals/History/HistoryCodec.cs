using System.Buffers.Binary;
using System.Text;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>What a history file holds of one event.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Kind">What it is the history of.</param>
/// <param name="Id">The session or request.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Record">The record; null when it was removed, which the event's id outlives so that a repeat does not bring it back.</param>
internal sealed record HistoryItem(string EventId, HistoryKind Kind, Guid Id, Instant EndedAt, HistoryRecord? Record)
{
    public HistoryItem(HistoryRecord record)
        : this(record.EventId, record.Kind, record.Id, record.EndedAt, record)
    {
    }
}

/// <summary>
/// A history item on disk, little-endian: 1 state (1 kept, 2 removed) · 1 kind · 2 event id's bytes · 16 id · 8 end · 4 customers,
/// then the event id in UTF-8, the customers' ids, and the body as it came.
/// </summary>
internal static class HistoryCodec
{
    private const int FixedBytes = 32;

    private const byte Kept = 1;

    private const byte Removed = 2;

    public static byte[] Encode(HistoryItem item)
    {
        var eventBytes = Encoding.UTF8.GetByteCount(item.EventId);
        if (eventBytes > ushort.MaxValue) throw new ArgumentException($"An event id of {eventBytes} bytes is too long.", nameof(item));
        var customers = item.Record?.Customers ?? [];
        var body = item.Record?.Body ?? default;
        var bytes = new byte[FixedBytes + eventBytes + (customers.Count * 16) + body.Length];
        var span = bytes.AsSpan();
        span[0] = item.Record is null ? Removed : Kept;
        span[1] = (byte)item.Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(span[2..], (ushort)eventBytes);
        item.Id.TryWriteBytes(span[4..]);
        BinaryPrimitives.WriteInt64LittleEndian(span[20..], item.EndedAt.Milliseconds);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], customers.Count);
        var rest = span[FixedBytes..];
        rest = rest[Encoding.UTF8.GetBytes(item.EventId, rest)..];
        foreach (var customer in customers)
        {
            customer.Value.TryWriteBytes(rest);
            rest = rest[16..];
        }
        body.Span.CopyTo(rest);
        return bytes;
    }

    /// <summary>The item; its body lies in the given memory.</summary>
    public static HistoryItem Decode(SiteId site, ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        int eventBytes = BinaryPrimitives.ReadUInt16LittleEndian(span[2..]);
        var kind = (HistoryKind)span[1];
        var id = new Guid(span.Slice(4, 16));
        var endedAt = new Instant(BinaryPrimitives.ReadInt64LittleEndian(span[20..]));
        var eventId = Encoding.UTF8.GetString(span.Slice(FixedBytes, eventBytes));
        if (span[0] == Removed) return new HistoryItem(eventId, kind, id, endedAt, null);
        var customers = new CustomerId[BinaryPrimitives.ReadInt32LittleEndian(span[28..])];
        var at = FixedBytes + eventBytes;
        for (var index = 0; index < customers.Length; index++, at += 16) customers[index] = new CustomerId(new Guid(span.Slice(at, 16)));
        return new HistoryItem(eventId, kind, id, endedAt, new HistoryRecord(site, kind, id, eventId, endedAt, [.. customers], bytes[at..]));
    }
}
