using System.Buffers;
using System.Security.Cryptography;

namespace AcdRouter.Processes;

/// <summary>Takes bytes for their SHA-256 alone: of a state of many megabytes a few kilobytes are in memory at a time.</summary>
internal sealed class HashingBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Size = 32 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(Size);
    private int written;

    /// <inheritdoc/>
    public void Advance(int count) => written += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (buffer.Length - written < Math.Max(sizeHint, 1))
        {
            Flush();
            if (buffer.Length < sizeHint)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = ArrayPool<byte>.Shared.Rent(sizeHint);
            }
        }
        return buffer.AsMemory(written);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>The hash of all that came, in lower-case hex.</summary>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        hash.Dispose();
    }

    private void Flush()
    {
        hash.AppendData(buffer, 0, written);
        written = 0;
    }
}
