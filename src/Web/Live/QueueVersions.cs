using System.Collections.Concurrent;
using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>
/// Numbers the changes of every site's queues, so that a waiting customer's stream asks for its place only when the queue has changed,
/// and a change costs the same however many wait.
/// </summary>
public sealed class QueueVersions
{
    // The last change of each queue, and under no queue the last one that may concern them all. Bounded by the queues of the sites here.
    private readonly ConcurrentDictionary<(SiteId Site, QueueId? Queue), long> changes = new();

    // The last change of anything at a site.
    private readonly ConcurrentDictionary<SiteId, long> latest = new();

    // Bounded by WebLimits.RememberedRequests; a request that is not remembered counts as a change of every queue of its site.
    private readonly ConcurrentDictionary<(SiteId Site, RequestId Request), QueueId?> queueOf = new();

    /// <summary>The last change at the site: taken before a view is asked for, it says what the view shows at least.</summary>
    public long Now(SiteId site) => latest.GetValueOrDefault(site);

    /// <summary>The last change that may concern the request.</summary>
    public long Of(SiteId site, RequestId request) => queueOf.TryGetValue((site, request), out var queue) ? Of(site, [queue]) : Now(site);

    /// <summary>The last change that may concern one of the queues.</summary>
    public long Of(SiteId site, IEnumerable<QueueId?> queues) => queues.Append(null).Max(queue => changes.GetValueOrDefault((site, queue)));

    internal void Tell(INews news)
    {
        switch (news)
        {
            case RequestQueued queued:
                if (queueOf.Count < WebLimits.RememberedRequests) queueOf[(queued.Site, queued.Request)] = queued.Target.Queue;
                Raise(queued.Site, queued.Target.Queue);
                break;
            case RequestMoved moved:
                Raise(moved.Site, QueueOf(moved.Site, moved.Request));
                if (queueOf.Count < WebLimits.RememberedRequests) queueOf[(moved.Site, moved.Request)] = moved.Queue;
                Raise(moved.Site, moved.Queue);
                break;
            case RequestAssigned assigned:
                Raise(assigned.Site, assigned.Queue);
                break;
            case RequestReturned returned:
                Raise(returned.Site, QueueOf(returned.Site, returned.Request));
                break;
            case RequestEnded ended:
                Raise(ended.Site, QueueOf(ended.Site, ended.Request));
                queueOf.TryRemove((ended.Site, ended.Request), out _);
                break;
            case SiteConfigured configured:
                // Members, limits, whether the place is shown: anything may be another.
                Raise(configured.Site, null);
                break;
        }
    }

    /// <summary>News was missed: every queue may have changed, and which request is in which is not known any more.</summary>
    internal void RaiseAll()
    {
        queueOf.Clear();
        foreach (var (site, _) in latest) Raise(site, null);
    }

    private QueueId? QueueOf(SiteId site, RequestId request) => queueOf.GetValueOrDefault((site, request));

    private void Raise(SiteId site, QueueId? queue)
    {
        var change = latest.AddOrUpdate(site, 1, static (_, last) => last + 1);
        changes.AddOrUpdate((site, queue), change, (_, last) => Math.Max(last, change));
    }
}
