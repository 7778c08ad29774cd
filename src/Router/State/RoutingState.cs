using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>
/// The router's whole state of one site: people, queues, requests and the indexes over them. Mutable, changed by
/// folding facts only; every fact brings all indexes up to date.
/// </summary>
internal sealed partial class RoutingState(SiteId site)
{
    private readonly Dictionary<PersonId, Agent> agents = [];
    private readonly Dictionary<QueueId, Queue> queues = [];
    private readonly Dictionary<RequestId, Request> requests = [];
    private Agent[] agentOrder = [];
    private Queue[] queueOrder = [];
    private Request? firstRequest;
    private Request? lastRequest;

    public SiteId Site { get; } = site;

    /// <summary>The settings in force; null before the first.</summary>
    public SiteSettings? Settings { get; private set; }

    public DeadlineSet Deadlines { get; } = new();

    public Work Work { get; } = new();

    public EndedRequests Ended { get; } = new();

    /// <summary>Candidates looked at while matching since the start: a count of work, for tests. Not part of the state.</summary>
    public long Examined { get; set; }

    /// <summary>By id.</summary>
    public IReadOnlyList<Agent> Agents => agentOrder;

    /// <summary>By id.</summary>
    public IReadOnlyList<Queue> Queues => queueOrder;

    public int RequestCount => requests.Count;

    public Agent? FindAgent(PersonId id) => agents.GetValueOrDefault(id);

    public Agent AgentOf(PersonId id) => agents[id];

    public Queue? FindQueue(QueueId id) => queues.GetValueOrDefault(id);

    public Request? FindRequest(RequestId id) => requests.GetValueOrDefault(id);

    /// <summary>Live requests in the order of acceptance.</summary>
    public IEnumerable<Request> Requests()
    {
        for (var request = firstRequest; request is not null; request = request.After) yield return request;
    }

    /// <summary>The queue that takes addressed work nobody is left for; null when there is none.</summary>
    public Queue? Fallback() => Settings?.FallbackQueue is { } id && FindQueue(id) is { Closing: false } queue ? queue : null;

    /// <summary>Slots that a session of the channel takes.</summary>
    public int CostOf(string channel)
    {
        foreach (var each in Settings!.Channels.AsSpan())
        {
            if (string.Equals(each.Name, channel, StringComparison.Ordinal)) return each.Cost;
        }
        return 1;
    }

    /// <summary>The place of a waiting request from 1; of addressed work the best of its places; 0 when it does not wait in a line.</summary>
    public int PlaceOf(Request request)
    {
        if (!request.Waits) return 0;
        if (request.Queue is not null) return request.Queue.Line.Waiting.PlaceOf(request);
        var best = 0;
        foreach (var agent in OpenAddressees(request))
        {
            var place = agent.Personal.Waiting.PlaceOf(request);
            if (place > 0 && (best == 0 || place < best)) best = place;
        }
        return best;
    }

    /// <summary>The agents it is addressed to who are not out, by id.</summary>
    public IEnumerable<Agent> OpenAddressees(Request request)
    {
        foreach (var id in request.Wish.Target.Agents)
        {
            if (!request.HasDeclined(id) && FindAgent(id) is { HasPrivilege: true } agent) yield return agent;
        }
    }

    /// <summary>How long an offer of the request lasts.</summary>
    public static int OfferSeconds(Request request) =>
        request.Queue?.Settings.UnavailabilityThresholdSeconds ?? RoutingBounds.AddressedOfferSeconds;

    /// <summary>A broadcast line lets several agents hold an offer at once.</summary>
    public static bool IsBroadcast(Request request) => request.Queue is null || request.Queue.Distribution.IsBroadcast;

    /// <summary>True when the request may be offered to somebody now, or, under an open broadcast, to somebody more.</summary>
    public static bool MayBeOffered(Request request) =>
        request.Waits && !request.Held && (request.Round is null || (!request.Round.Exclusive && IsBroadcast(request)));

    private void Link(Request request)
    {
        request.Before = lastRequest;
        if (lastRequest is null) firstRequest = request;
        else lastRequest.After = request;
        lastRequest = request;
        requests.Add(request.Id, request);
    }

    private void Unlink(Request request)
    {
        if (request.Before is null) firstRequest = request.After;
        else request.Before.After = request.After;
        if (request.After is null) lastRequest = request.Before;
        else request.After.Before = request.Before;
        requests.Remove(request.Id);
    }
}
