using System.Buffers.Binary;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>A frame as read. Its payloads lie in the reader's buffer and are valid until the next read.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Head">The journal's head after the frame.</param>
/// <param name="WrittenAt">Milliseconds since 1970 when it was written.</param>
/// <param name="Count">Payloads.</param>
/// <param name="Offset">Where it starts in its file.</param>
/// <param name="Length">Bytes in the file.</param>
/// <param name="Payloads">The payloads, each behind its length.</param>
internal readonly record struct Frame(
    FrameKind Kind, JournalHead Head, long WrittenAt, int Count, long Offset, int Length, ReadOnlyMemory<byte> Payloads)
{
    /// <summary>The first record's sequence in a batch.</summary>
    public long FirstSequence => Head.Sequence - Count + 1;

    /// <summary>Where the frame after this one starts.</summary>
    public long End => Offset + Length;

    /// <summary>The payloads as slices of one copy that belongs to the caller.</summary>
    public ReadOnlyMemory<byte>[] CopyPayloads()
    {
        var payloads = new ReadOnlyMemory<byte>[Count];
        ReadOnlyMemory<byte> rest = Payloads.ToArray();
        for (var index = 0; index < Count; index++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
            payloads[index] = rest.Slice(sizeof(int), length);
            rest = rest[(sizeof(int) + length)..];
        }
        return payloads;
    }
}
