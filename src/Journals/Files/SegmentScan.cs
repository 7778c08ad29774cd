using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>
/// What reading a whole segment shows.
/// <para><b>Torn tail or damage.</b> An append is one frame, and the next one is written only after the last has been flushed and
/// acknowledged. So whatever a crash leaves half-written (a missing end, pages of zeros, pages in any order) is in the last frame of
/// the last segment, and no valid frame stands behind it. Such a tail was never acknowledged and may be cut. When a valid frame does
/// stand behind bad bytes, or when the segment is not the last one, the bad bytes were once flushed and acknowledged: that is damage,
/// and cutting there would lose answered commands.</para>
/// <para>One case cannot be told from a crash by the segment alone: damage to the very last append. Three things behind it show it all
/// the same: the frame written when the journal is closed in order, a snapshot, and the cursor; see <see cref="JournalFolder"/>.</para>
/// </summary>
/// <param name="Segment">The segment.</param>
/// <param name="State">In one word.</param>
/// <param name="Base">The head that the segment follows.</param>
/// <param name="Head">The head after its last good frame.</param>
/// <param name="Records">Good records before any bad bytes.</param>
/// <param name="CreatedAt">Milliseconds since 1970; 0 when unreadable.</param>
/// <param name="LastFrame">Where its last good frame starts.</param>
/// <param name="GoodLength">Bytes before any bad ones.</param>
/// <param name="FileLength">Bytes in the file.</param>
/// <param name="Problem">What is wrong at <paramref name="GoodLength"/>; null when nothing is.</param>
internal sealed record SegmentScan(
    SegmentFile Segment,
    SegmentState State,
    JournalHead Base,
    JournalHead Head,
    long Records,
    long CreatedAt,
    long LastFrame,
    long GoodLength,
    long FileLength,
    string? Problem)
{
    /// <summary>Reads and checks a segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="before">The head that the segment before it ended with; null when there is none.</param>
    /// <param name="last">Whether it is the last segment, the only one that may end torn.</param>
    /// <param name="advance">Told the bytes read so far.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public static SegmentScan Run(
        SegmentFile segment, JournalHead? before, bool last, Action<long>? advance, CancellationToken cancellationToken)
    {
        using var reader = new FrameReader(segment.Path);
        var scan = Start(reader, segment, before);
        if (scan.State == SegmentState.Damaged) return scan;
        var head = scan.Head;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = reader.Offset;
            var step = reader.Next(out var frame);
            scan = scan with { Head = head, Records = head.Sequence - scan.Base.Sequence, GoodLength = at };
            if (step == FrameStep.End) return scan;
            if (step == FrameStep.Bad) return Judge(scan, reader, last);
            if (Misfit(head, frame) is { } misfit) return scan with { State = SegmentState.Damaged, Problem = misfit };
            if (frame.Kind == FrameKind.Batch) head = frame.Head;
            scan = scan with { LastFrame = at };
            advance?.Invoke(reader.Offset);
        }
    }

    private static SegmentScan Start(FrameReader reader, SegmentFile segment, JournalHead? before)
    {
        var scan = new SegmentScan(segment, SegmentState.Ok, JournalHead.Empty, JournalHead.Empty, 0, 0, 0, 0, reader.Length, null);
        var problem = reader.Next(out var frame) != FrameStep.Whole || frame.Kind != FrameKind.SegmentBase
            ? "does not begin as a segment does; a segment's beginning is flushed before it gets its name"
            : frame.Head.Sequence + 1 != segment.First
                ? $"begins at record {frame.Head.Sequence + 1}, which is not what its name says"
                : before is { } expected && expected != frame.Head
                    ? $"follows record {frame.Head.Sequence} of epoch {frame.Head.Epoch}, but the segment before it ends with record {expected.Sequence} of epoch {expected.Epoch}: records are missing"
                    : null;
        if (problem is not null) return scan with { State = SegmentState.Damaged, Problem = problem };
        return scan with { Base = frame.Head, Head = frame.Head, CreatedAt = frame.WrittenAt, GoodLength = reader.Offset };
    }

    private static SegmentScan Judge(SegmentScan scan, FrameReader reader, bool last)
    {
        if (!last)
        {
            return scan with { State = SegmentState.Damaged, Problem = "bad bytes in a segment that another follows" };
        }
        return reader.Resync()
            ? scan with { State = SegmentState.Damaged, Problem = $"bad bytes before a good frame at {reader.Offset}" }
            : scan with { State = SegmentState.Torn, Problem = $"{scan.FileLength - scan.GoodLength} bytes of an unfinished append" };
    }

    private static string? Misfit(JournalHead head, Frame frame) => frame.Kind switch
    {
        FrameKind.Batch when frame.FirstSequence != head.Sequence + 1 =>
            $"record {frame.FirstSequence} stands where {head.Sequence + 1} follows",
        FrameKind.Batch when frame.Count == 0 => "an append without records",
        FrameKind.Batch when frame.Head.Epoch < head.Epoch => $"epoch {frame.Head.Epoch} stands behind {head.Epoch}",
        FrameKind.Batch => null,
        FrameKind.Closed when frame.Head != head => $"a closing at record {frame.Head.Sequence} stands behind record {head.Sequence}",
        FrameKind.Closed => null,
        _ => $"a frame of kind {(int)frame.Kind}, which has no place in a segment",
    };
}
