using System.Collections.Concurrent;
using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>
/// Counts the changes of every queue, so that a waiting customer's stream asks for its place only when the queue has changed, and a
/// change costs the same however many wait.
/// </summary>
public sealed class QueueVersions
{
    // Bounded by the queues of the sites configured here.
    private readonly ConcurrentDictionary<(SiteId Site, QueueId? Queue), long> versions = new();

    // Bounded by WebLimits.RememberedRequests; a request that is not remembered counts as a change of every queue of its site.
    private readonly ConcurrentDictionary<(SiteId Site, RequestId Request), QueueId?> queueOf = new();

    /// <summary>Grows when the request's queue may have changed.</summary>
    public long Of(SiteId site, RequestId request)
    {
        var whole = versions.GetValueOrDefault((site, null));
        return queueOf.TryGetValue((site, request), out var queue)
            ? whole + (queue is null ? 0 : versions.GetValueOrDefault((site, queue)))
            : whole + versions.Where(each => each.Key.Site == site && each.Key.Queue is not null).Sum(each => each.Value);
    }

    /// <summary>Grows when one of the queues may have changed.</summary>
    public long Of(SiteId site, IEnumerable<QueueId> queues) =>
        versions.GetValueOrDefault((site, null)) + queues.Sum(queue => versions.GetValueOrDefault((site, queue)));

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
        }
    }

    private QueueId? QueueOf(SiteId site, RequestId request) => queueOf.GetValueOrDefault((site, request));

    private void Raise(SiteId site, QueueId? queue) => versions.AddOrUpdate((site, queue), 1, static (_, version) => version + 1);
}
