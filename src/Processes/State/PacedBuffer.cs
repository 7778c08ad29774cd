using System.Buffers;

namespace AcdRouter.Processes;

/// <summary>Rests while much is written: whoever writes asks for room, a little at a time.</summary>
internal sealed class PacedBuffer(IBufferWriter<byte> inner, Pace pace) : IBufferWriter<byte>
{
    /// <summary>Written in well under a millisecond.</summary>
    private const int AtOnce = 16 * 1024;

    /// <inheritdoc/>
    public void Advance(int count) => inner.Advance(count);

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        pace.Rest();
        var room = inner.GetMemory(sizeHint);
        return room[..Math.Min(room.Length, Math.Max(sizeHint, AtOnce))];
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
