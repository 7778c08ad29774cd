namespace AcdRouter.Journals;

/// <summary>The state of a segment as read.</summary>
public enum SegmentState
{
    /// <summary>Every byte checks out.</summary>
    Ok = 1,

    /// <summary>Ends with an append that was never acknowledged: a crash cut it short, or it is being written now. Cut at the next start.</summary>
    Torn = 2,

    /// <summary>Bytes that were flushed and acknowledged do not check out. Nothing is started on it: restore the folder from a copy.</summary>
    Damaged = 3,
}
