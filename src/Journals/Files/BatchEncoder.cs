using System.Text;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>Makes a batch one frame in a buffer that is used again for the next one.</summary>
internal sealed class BatchEncoder
{
    /// <summary>What is kept between batches. A batch of a thousand ordinary records fits; one huge batch is not held for ever.</summary>
    private const int KeptBytes = 1024 * 1024;

    private byte[] buffer = new byte[16 * 1024];

    /// <summary>The frame, valid until the next call.</summary>
    /// <exception cref="ArgumentException">The batch is larger than <see cref="FileJournal.MaxBatchBytes"/>.</exception>
    public ReadOnlyMemory<byte> Encode(JournalBatch batch, long writtenAt)
    {
        var length = Measure(batch);
        if (length > FileJournal.MaxBatchBytes)
        {
            throw new ArgumentException($"The batch has {length} bytes; a batch holds at most {FileJournal.MaxBatchBytes}.", nameof(batch));
        }
        Fit((int)length);
        var at = FrameFormat.Begin(buffer, FrameKind.Batch, batch.Head, writtenAt, batch.Records.Count);
        for (var index = 0; index < batch.Records.Count; index++)
        {
            at += FrameFormat.Put(buffer.AsSpan(at), batch.Records[index].Payload.Span);
        }
        FrameFormat.Seal(buffer.AsSpan(0, at));
        return buffer.AsMemory(0, at);
    }

    private static long Measure(JournalBatch batch)
    {
        long length = FrameFormat.PreludeBytes + FrameFormat.FixedBytes + Encoding.UTF8.GetByteCount(batch.Head.Owner);
        for (var index = 0; index < batch.Records.Count; index++) length += sizeof(int) + batch.Records[index].Payload.Length;
        return length;
    }

    private void Fit(int length)
    {
        if (length > buffer.Length) buffer = new byte[Math.Max(length, Math.Min(buffer.Length * 2, KeptBytes))];
        else if (buffer.Length > KeptBytes && length <= KeptBytes) buffer = new byte[KeptBytes];
    }
}
