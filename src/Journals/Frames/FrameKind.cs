namespace AcdRouter.Journals;

/// <summary>What a frame holds. The numbers are on disk and permanent.</summary>
internal enum FrameKind : byte
{
    /// <summary>First in every segment: the head that the segment's first batch follows.</summary>
    SegmentBase = 1,

    /// <summary>The records of one append.</summary>
    Batch = 2,

    /// <summary>
    /// Written when the journal is closed in order. A valid frame behind the last batch turns later damage to that batch from
    /// "torn tail" into "damaged", see <see cref="SegmentScan"/>.
    /// </summary>
    Closed = 3,

    /// <summary>A state: two payloads, hash and state.</summary>
    Snapshot = 4,

    /// <summary>The sequence up to which all news is confirmed; no payload.</summary>
    Cursor = 5,

    /// <summary>History records written together.</summary>
    History = 6,
}
