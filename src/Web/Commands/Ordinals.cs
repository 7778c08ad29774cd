namespace AcdRouter.Web;

/// <summary>
/// Numbers for reports of presence and agent state that grow from one to the next, across restarts too: microseconds since 1970, and
/// one more than the last where the clock stands or goes back.
/// </summary>
public sealed class Ordinals(TimeProvider time)
{
    private long last;

    /// <summary>A number greater than every one before.</summary>
    public long Next()
    {
        var now = time.GetUtcNow().Ticks - DateTimeOffset.UnixEpoch.Ticks;
        now /= TimeSpan.TicksPerMicrosecond;
        while (true)
        {
            var before = Volatile.Read(ref last);
            var next = Math.Max(before + 1, now);
            if (Interlocked.CompareExchange(ref last, next, before) == before) return next;
        }
    }
}
