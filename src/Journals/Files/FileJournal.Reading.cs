using System.Runtime.CompilerServices;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

public sealed partial class FileJournal
{
    // Where the last reading ended: whoever follows the journal goes on from there instead of looking for the place from the segment's start.
    private volatile Bookmark? bookmark;

    /// <inheritdoc/>
    /// <remarks>Reads what is stored when it starts. Checks every byte that it reads again.</remarks>
    /// <exception cref="JournalDamagedException">A segment has been damaged since the journal was opened; names file and offset.</exception>
    public async IAsyncEnumerable<StoredRecord> ReadAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        cancellationToken.ThrowIfCancellationRequested();
        var (through, limit, chosen) = Choose(afterSequence);
        for (var index = 0; index < chosen.Length && afterSequence < through; index++)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            using var reader = OpenSegment(chosen[index], afterSequence, index == chosen.Length - 1 ? limit : long.MaxValue);
            while (NextBatch(reader, afterSequence, out var frame))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var payloads = frame.CopyPayloads();
                var (first, last) = (frame.FirstSequence, frame.Head.Sequence);
                for (var each = 0; each < payloads.Length; each++)
                {
                    if (first + each <= afterSequence) continue;
                    afterSequence = first + each;
                    if (afterSequence == last) bookmark = new Bookmark(reader.Path, reader.Offset, last);
                    yield return new StoredRecord(afterSequence, payloads[each]);
                }
            }
        }
    }

    private (long Through, long ActiveLength, SegmentFile[] Segments) Choose(long after)
    {
        lock (sync)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (after + 1 < segments[0].First) throw Trimmed(after);
            var from = segments.FindLastIndex(segment => segment.First <= after + 1);
            return (head.Sequence, active.Length, [.. segments[from..]]);
        }
    }

    /// <summary>The next batch that reaches beyond the sequence; false at the segment's end.</summary>
    private static bool NextBatch(FrameReader reader, long after, out Frame frame)
    {
        while (true)
        {
            var at = reader.Offset;
            switch (reader.Next(out frame))
            {
                case FrameStep.End:
                    return false;
                case FrameStep.Bad:
                    throw Damaged($"{reader.Path} at {at}: bad bytes where good ones were written");
            }
            if (frame.Kind != FrameKind.Batch || frame.Head.Sequence <= after) continue;
            if (frame.FirstSequence <= after + 1) return true;
            throw Damaged($"{reader.Path} at {at}: record {frame.FirstSequence} stands where {after + 1} follows");
        }
    }

    private FrameReader OpenSegment(SegmentFile segment, long after, long limit)
    {
        try
        {
            var reader = new FrameReader(segment.Path, limit);
            if (bookmark is { } mark && mark.Path == reader.Path && mark.Sequence <= after) reader.Offset = mark.Offset;
            return reader;
        }
        catch (FileNotFoundException cause)
        {
            lock (sync)
            {
                if (segment.First < segments[0].First) throw Trimmed(after, cause);
            }
            throw;
        }
    }

    private JournalTrimmedException Trimmed(long after, Exception? cause = null) =>
        new($"Records from {after + 1} on were asked for; {options.Folder} holds those from {segments[0].First} on.", cause!);

    /// <summary>The end of a batch.</summary>
    /// <param name="Path">The segment.</param>
    /// <param name="Offset">Behind the batch.</param>
    /// <param name="Sequence">The batch's last record.</param>
    private sealed record Bookmark(string Path, long Offset, long Sequence);
}
