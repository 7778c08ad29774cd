using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>
/// Voice calls whose bridge has not confirmed the tear-down within 30 s, for site administrators. Known from the news since the start;
/// the session itself, while it lives, shows the state too.
/// </summary>
public sealed class OverdueCalls
{
    /// <summary>Calls listed; beyond it they are only counted.</summary>
    private const int Listed = 1000;

    private readonly Lock guard = new();
    private readonly SortedDictionary<(string Site, Guid Call), OverdueCall> open = [];
    private readonly SortedDictionary<string, long> totals = new(StringComparer.Ordinal);

    /// <summary>A site's overdue calls, and how many there have been since the start.</summary>
    public (IReadOnlyList<OverdueCall> Open, long Total) Of(SiteId site)
    {
        lock (guard) return ([.. open.Where(each => each.Key.Site == site.Value).Select(each => each.Value)], totals.GetValueOrDefault(site.Value));
    }

    internal void Tell(VoiceCallChanged changed)
    {
        var key = (changed.Site.Value, changed.Call.Value);
        lock (guard)
        {
            if (changed.State == VoiceState.Ended)
            {
                open.Remove(key);
            }
            else if (changed.State == VoiceState.Overdue && !open.ContainsKey(key))
            {
                totals[changed.Site.Value] = totals.GetValueOrDefault(changed.Site.Value) + 1;
                if (open.Count < Listed) open[key] = new OverdueCall(changed.Session, changed.Call);
            }
        }
    }
}

/// <summary>A call whose tear-down is still owed.</summary>
/// <param name="Session">Its session.</param>
/// <param name="Call">The call.</param>
public sealed record OverdueCall(SessionId Session, CallId Call);
