using System.Buffers.Binary;
using System.Text;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>
/// The frame on disk, little-endian:
/// <code>
/// prelude  4 magic · 4 CRC-32C of everything behind it · 4 length of everything behind the prelude
/// fixed    1 kind · 1 version · 2 owner's bytes · 4 payloads · 8 epoch · 8 sequence · 16 batch id · 8 written at
/// then     owner in UTF-8; each payload behind its 4-byte length
/// </code>
/// One append is one frame, so an append is atomic: its frame checks out as a whole or does not count.
/// </summary>
internal static class FrameFormat
{
    public const int PreludeBytes = 12;

    public const int FixedBytes = 52;

    public const byte Version = 1;

    /// <summary>Longest body. Bounds what a reader allocates for one frame; far above any batch or snapshot of one partition.</summary>
    public const int MaxBodyBytes = 1 << 30;

    /// <summary>Longest owner in UTF-8 bytes. An owner is a host name and a run id.</summary>
    public const int MaxOwnerBytes = 256;

    /// <summary>The byte F5 never occurs in UTF-8, so neither a JSON payload nor an owner's name can look like a frame.</summary>
    public static ReadOnlySpan<byte> Magic => [0xF5, 0xAC, 0xD1, 0xF5];

    /// <summary>Bytes of a whole frame.</summary>
    public static long Measure(int ownerBytes, IReadOnlyList<ReadOnlyMemory<byte>> payloads)
    {
        long total = PreludeBytes + FixedBytes + ownerBytes;
        for (var index = 0; index < payloads.Count; index++) total += sizeof(int) + payloads[index].Length;
        return total;
    }

    /// <summary>Writes everything before the payloads; length and checksum follow by <see cref="Seal"/>. Returns the bytes written.</summary>
    public static int Begin(Span<byte> target, FrameKind kind, JournalHead head, long writtenAt, int count)
    {
        Magic.CopyTo(target);
        var body = target[PreludeBytes..];
        var ownerBytes = Encoding.UTF8.GetBytes(head.Owner, body[FixedBytes..]);
        body[0] = (byte)kind;
        body[1] = Version;
        BinaryPrimitives.WriteUInt16LittleEndian(body[2..], (ushort)ownerBytes);
        BinaryPrimitives.WriteInt32LittleEndian(body[4..], count);
        BinaryPrimitives.WriteInt64LittleEndian(body[8..], head.Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(body[16..], head.Sequence);
        head.Batch.TryWriteBytes(body[24..]);
        BinaryPrimitives.WriteInt64LittleEndian(body[40..], writtenAt);
        // Four spare bytes keep the header a multiple of eight and are part of the checksum.
        BinaryPrimitives.WriteInt32LittleEndian(body[48..], 0);
        return PreludeBytes + FixedBytes + ownerBytes;
    }

    /// <summary>Writes one payload behind its length. Returns the bytes written.</summary>
    public static int Put(Span<byte> target, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, payload.Length);
        payload.CopyTo(target[sizeof(int)..]);
        return sizeof(int) + payload.Length;
    }

    /// <summary>Writes length and checksum of a complete frame.</summary>
    public static void Seal(Span<byte> frame)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame[8..], frame.Length - PreludeBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C.Of(frame[8..]));
    }

    /// <summary>A whole frame in an array of its own, for what is written rarely.</summary>
    public static byte[] Encode(FrameKind kind, JournalHead head, long writtenAt, params IReadOnlyList<ReadOnlyMemory<byte>> payloads)
    {
        var length = Measure(Encoding.UTF8.GetByteCount(head.Owner), payloads);
        if (length > MaxBodyBytes) throw new ArgumentException($"{length} bytes do not fit a frame, which holds {MaxBodyBytes}.", nameof(payloads));
        var bytes = new byte[length];
        var at = Begin(bytes, kind, head, writtenAt, payloads.Count);
        foreach (var payload in payloads) at += Put(bytes.AsSpan(at), payload.Span);
        Seal(bytes);
        return bytes;
    }

    /// <summary>The body's length as its prelude says, or -1 when this is no prelude.</summary>
    public static int ReadPrelude(ReadOnlySpan<byte> prelude)
    {
        if (!prelude.StartsWith(Magic)) return -1;
        var length = BinaryPrimitives.ReadInt32LittleEndian(prelude[8..]);
        return length is >= FixedBytes and <= MaxBodyBytes ? length : -1;
    }

    /// <summary>Reads a frame that lies whole in memory; false when anything about it does not check out.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, long offset, string lastOwner, out Frame frame)
    {
        frame = default;
        var whole = bytes.Span;
        if (BinaryPrimitives.ReadUInt32LittleEndian(whole[4..]) != Crc32C.Of(whole[8..])) return false;
        var body = whole[PreludeBytes..];
        int ownerBytes = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        var count = BinaryPrimitives.ReadInt32LittleEndian(body[4..]);
        if (body[1] != Version || ownerBytes > MaxOwnerBytes || count < 0 || FixedBytes + ownerBytes > body.Length) return false;
        var payloads = bytes[(PreludeBytes + FixedBytes + ownerBytes)..];
        if (!Fits(payloads.Span, count)) return false;
        var head = new JournalHead(
            BinaryPrimitives.ReadInt64LittleEndian(body[8..]),
            Owner(body.Slice(FixedBytes, ownerBytes), lastOwner),
            BinaryPrimitives.ReadInt64LittleEndian(body[16..]),
            new Guid(body.Slice(24, 16)));
        var writtenAt = BinaryPrimitives.ReadInt64LittleEndian(body[40..]);
        frame = new Frame((FrameKind)body[0], head, writtenAt, count, offset, bytes.Length, payloads);
        return true;
    }

    private static bool Fits(ReadOnlySpan<byte> payloads, int count)
    {
        for (var index = 0; index < count; index++)
        {
            if (payloads.Length < sizeof(int)) return false;
            var length = BinaryPrimitives.ReadInt32LittleEndian(payloads);
            if (length < 0 || length > payloads.Length - sizeof(int)) return false;
            payloads = payloads[(sizeof(int) + length)..];
        }
        return payloads.IsEmpty;
    }

    /// <summary>One owner writes thousands of frames in a row: its name is made a string once.</summary>
    private static string Owner(ReadOnlySpan<byte> utf8, string last) => Ascii.Equals(utf8, last) ? last : Encoding.UTF8.GetString(utf8);
}
