using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>
/// Takes each news from the bus once and hands it to the streams concerned. One lock: news comes on one thread, streams open and
/// close seldom, and what is done under the lock is a look-up and a write into a buffer.
/// </summary>
public sealed class LiveHub(SiteDirectory directory, QueueVersions queues, LineHolder? holder = null)
{
    private readonly Lock guard = new();
    private readonly Dictionary<Topic, List<Subscription>> byTopic = [];
    private readonly Dictionary<string, int> byCaller = new(StringComparer.Ordinal);
    private readonly List<Topic> topics = [];
    private int streams;

    /// <summary>Streams open now.</summary>
    public int Streams
    {
        get
        {
            lock (guard) return streams;
        }
    }

    /// <summary>What has happened at a site.</summary>
    public void Tell(INews news)
    {
        queues.Tell(news);
        if (news is SiteConfigured configured) directory.Forget(configured.Site);
        lock (guard)
        {
            if (news is LinesLost lost && lost.Holder == holder?.Id) Reopen(lost.Site);
            topics.Clear();
            Topic.Collect(news, topics);
            foreach (var topic in topics)
            {
                if (!byTopic.TryGetValue(topic, out var subscriptions)) continue;
                foreach (var subscription in subscriptions) subscription.Offer(news);
            }
        }
    }

    /// <summary>
    /// News may have been missed, as the line to the bus was broken: every stream sends a fresh view and reports itself open again, since
    /// its line may have been taken for lost meanwhile.
    /// </summary>
    public void CatchUp()
    {
        directory.ForgetAll();
        queues.RaiseAll();
        lock (guard)
        {
            foreach (var subscription in byTopic.Values.SelectMany(static each => each))
            {
                subscription.MissNews();
                if (holder is not null) subscription.AskReopening();
            }
        }
    }

    /// <summary>Opens a stream; null when the caller, or this process, has as many as allowed.</summary>
    internal Subscription? Subscribe(Topic topic, string caller)
    {
        lock (guard)
        {
            var mine = byCaller.GetValueOrDefault(caller);
            if (mine >= WebLimits.StreamsACaller || streams >= WebLimits.Streams) return null;
            byCaller[caller] = mine + 1;
            streams++;
            var subscription = new Subscription(topic, caller, Leave);
            if (!byTopic.TryGetValue(topic, out var subscriptions)) byTopic[topic] = subscriptions = [];
            subscriptions.Add(subscription);
            return subscription;
        }
    }

    private void Reopen(SiteId site)
    {
        foreach (var (topic, subscriptions) in byTopic)
        {
            if (topic.Site != site) continue;
            foreach (var subscription in subscriptions) subscription.AskReopening();
        }
    }

    private void Leave(Subscription subscription)
    {
        lock (guard)
        {
            if (!byTopic.TryGetValue(subscription.Topic, out var subscriptions) || !subscriptions.Remove(subscription)) return;
            if (subscriptions.Count == 0) byTopic.Remove(subscription.Topic);
            streams--;
            var left = byCaller[subscription.Caller] - 1;
            if (left == 0) byCaller.Remove(subscription.Caller);
            else byCaller[subscription.Caller] = left;
        }
    }
}
