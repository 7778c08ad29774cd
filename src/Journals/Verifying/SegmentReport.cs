namespace AcdRouter.Journals;

/// <summary>What verifying a segment found.</summary>
/// <param name="File">Its file.</param>
/// <param name="FirstSequence">The first record that it holds or would hold, from its name.</param>
/// <param name="LastSequence">The last readable record before any bad bytes; one less than the first when there is none.</param>
/// <param name="Records">Readable records before any bad bytes.</param>
/// <param name="Bytes">Bytes in the file.</param>
/// <param name="State">In one word.</param>
/// <param name="Offset">Where the bad bytes start; null when there are none.</param>
/// <param name="Problem">What is wrong there; null when nothing is.</param>
public sealed record SegmentReport(
    string File, long FirstSequence, long LastSequence, long Records, long Bytes, SegmentState State, long? Offset, string? Problem);
