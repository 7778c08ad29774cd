using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// The time of records: the wall clock, except that it never runs backwards and never stands still for long. When the wall clock
/// is set back, or lies before the last record at a start, time goes on from where it was at half speed until the wall clock has
/// caught up: deadlines come late by at most their own length, and not only when the old hour is reached again.
/// </summary>
internal sealed class PartitionClock(TimeProvider time)
{
    private Instant lastWall = Instant.MinValue;
    private Instant anchorWall = Instant.MinValue;
    private Instant anchor = Instant.MinValue;
    private Instant told = Instant.MinValue;

    /// <summary>Now; called by the loop only.</summary>
    public Instant Now
    {
        get
        {
            var wall = Instant.From(time.GetUtcNow());
            if (wall < lastWall) (anchorWall, anchor) = (wall, told);
            lastWall = wall;
            var slowed = anchor.PlusMilliseconds(wall.Since(anchorWall) / 2);
            return told = wall > slowed ? wall : slowed;
        }
    }

    /// <summary>The wall clock when the time was last told: what senders' clocks are compared with.</summary>
    public Instant Wall => lastWall;

    /// <summary>Goes on from the last record's time, should the wall clock lie before it.</summary>
    public void NotBefore(Instant lastRecord)
    {
        if (Now >= lastRecord) return;
        (anchorWall, anchor) = (lastWall, lastRecord);
    }
}
