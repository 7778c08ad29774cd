using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Faults;

/// <summary>A request as its news tells of it.</summary>
internal sealed class LedgerRequest(RequestQueued queued, Instant effectiveArrival, int cost)
{
    public RequestId Id { get; } = queued.Request;

    public SessionId Session { get; } = queued.Session;

    /// <summary>The queue it waits in; null for the personal queues of its addressees.</summary>
    public QueueId? Queue { get; set; } = queued.Target.Queue;

    public ValueList<PersonId> Addressees { get; set; } = queued.Target.Agents;

    /// <summary>R2: acceptance less the head start of its priority.</summary>
    public Instant EffectiveArrival { get; } = effectiveArrival;

    public int Cost { get; } = cost;

    public PersonId? Giver { get; set; }

    /// <summary>Until then it is not offered to its giver.</summary>
    public Instant NotToGiverUntil { get; set; }

    public PersonId? Agent { get; set; }

    /// <summary>Open offers; true for an exclusive one.</summary>
    public SortedDictionary<PersonId, bool> Offers { get; } = [];

    /// <summary>Who declined it or let it expire, and until when they are not offered it again.</summary>
    public Dictionary<PersonId, Instant> Declines { get; } = [];

    /// <summary>The last record with news of it.</summary>
    public long TouchedAt { get; set; }
}

/// <summary>A session as its news tells of it.</summary>
internal sealed class LedgerSession(int cost)
{
    public int Cost { get; } = cost;

    public PersonId? Controller { get; set; }
}

/// <summary>
/// What one site's durable news adds up to, kept apart from the engine's own state: who has which request, who is in control, who
/// is offered what, who is available. Says at once which news contradicts what was told before.
/// </summary>
internal sealed class Ledger(SiteId site, Func<Guid, ICommand?> commandOf, Action<string, string> breach)
{
    private readonly Dictionary<RequestId, int> endedRequests = [];
    private readonly HashSet<SessionId> endedSessions = [];
    private readonly HashSet<(CallId Call, VoiceState State)> calls = [];

    public SiteSettings Settings { get; set; } = null!;

    /// <summary>Which pages listen.</summary>
    public Lines Lines { get; } = new(breach);

    /// <summary>Live requests, in the order of their ids.</summary>
    public SortedDictionary<RequestId, LedgerRequest> Requests { get; } = [];

    public SortedDictionary<SessionId, LedgerSession> Sessions { get; } = [];

    public SortedDictionary<PersonId, AgentState> Agents { get; } = [];

    /// <summary>Requests that have ended, with the slots that their sessions took.</summary>
    public IReadOnlyDictionary<RequestId, int> EndedRequests => endedRequests;

    public IReadOnlySet<SessionId> EndedSessions => endedSessions;

    public int Offers { get; private set; }

    public int Assignments { get; private set; }

    public bool WasTold(CallId call, VoiceState state) => calls.Contains((call, state));

    /// <summary>Slots that a person holds: sessions in control and exclusive offers, wrap-ups left out.</summary>
    public int UsedBy(PersonId person)
    {
        var used = 0;
        foreach (var session in Sessions.Values)
        {
            if (session.Controller == person) used += session.Cost;
        }
        foreach (var request in Requests.Values)
        {
            if (request.Offers.TryGetValue(person, out var exclusive) && exclusive) used += request.Cost;
        }
        return used;
    }

    /// <summary>
    /// Slots that open broadcast offers before this person alone, and work addressed to the person, would take: the router makes no
    /// exclusive offer over them, or it would push out again and again what nobody else is offered.
    /// </summary>
    public int ReservedFor(PersonId person)
    {
        var reserved = 0;
        foreach (var request in Requests.Values)
        {
            if (request.Offers.TryGetValue(person, out var exclusive) && !exclusive && (request.Queue is null || request.Offers.Count == 1)) reserved += request.Cost;
        }
        return reserved;
    }

    public void Take(INews news, long sequence, Instant at)
    {
        switch (news)
        {
            case RequestQueued queued:
                Queue(queued);
                break;
            case OfferMade or OfferEnded or RequestAssigned or RequestReturned or RequestMoved or RequestStranded or RequestEnded:
                TakeRouting(news, at);
                break;
            case AgentStateChanged changed:
                Agents[changed.Agent] = changed.State;
                break;
            case SessionStarted started:
                if (Sessions.ContainsKey(started.Session) || endedSessions.Contains(started.Session)) breach("I3", $"session {started.Session} started twice");
                Sessions[started.Session] = new LedgerSession(CostOf(started.Session)) { Controller = started.By };
                break;
            case SessionTaken or ControlTransferred or SessionTransferred or SessionWaiting or SessionEnded:
                TakeSession(news);
                break;
            case VoiceCallChanged voice:
                calls.Add((voice.Call, voice.State));
                break;
        }
        if (RequestOf(news) is { } id && Requests.TryGetValue(id, out var touched)) touched.TouchedAt = sequence;
    }

    private static RequestId? RequestOf(INews news) => news switch
    {
        RequestQueued each => each.Request,
        OfferMade each => each.Offer.Request,
        OfferEnded each => each.Request,
        RequestAssigned each => each.Request,
        RequestReturned each => each.Request,
        RequestMoved each => each.Request,
        RequestStranded each => each.Request,
        SessionTransferred each => each.Request,
        SessionWaiting each => each.Request,
        _ => null,
    };

    private int CostOf(SessionId session)
    {
        var channel = commandOf(session.Value) switch
        {
            StartSession start => start.Channel,
            RequestSession request => request.Channel,
            _ => null,
        };
        return Settings.Channels.FirstOrDefault(each => each.Name == channel)?.Cost ?? 1;
    }

    /// <summary>R7; of addressed work an addressee who declined is out for good (R16).</summary>
    private Instant RetryAt(LedgerRequest request, Instant now) =>
        request.Queue is { } queue && Settings.Queues.FirstOrDefault(each => each.Id == queue) is { } settings
            ? now.PlusSeconds(settings.RetryAfterSeconds)
            : Instant.MaxValue;

    private void Queue(RequestQueued queued)
    {
        if (Requests.ContainsKey(queued.Request) || endedRequests.ContainsKey(queued.Request)) breach("I3", $"request {queued.Request} was queued twice");
        var headStart = Settings.HeadStartSeconds[Math.Min(queued.Priority, Settings.HeadStartSeconds.Count - 1)];
        Requests[queued.Request] = new LedgerRequest(queued, queued.At.PlusSeconds(-headStart), CostOf(queued.Session));
    }

    private LedgerRequest? Find(RequestId id, string what)
    {
        if (Requests.TryGetValue(id, out var request)) return request;
        breach("I3", endedRequests.ContainsKey(id) ? $"request {id} was {what} after it had ended" : $"request {id} was {what} and was never queued");
        return null;
    }

    private void TakeRouting(INews news, Instant at)
    {
        switch (news)
        {
            case OfferMade made when Find(made.Offer.Request, "offered") is { } request:
                Offers++;
                if (request.Agent is { } holder) breach("I1", $"request {request.Id} was offered while {holder} has it");
                foreach (var agent in made.Agents) request.Offers[agent] = made.Offer.Exclusive;
                break;
            case OfferEnded ended when Find(ended.Request, "taken out of an offer") is { } request:
                foreach (var agent in ended.Agents)
                {
                    request.Offers.Remove(agent);
                    if (ended.End is OfferEnd.Declined or OfferEnd.Expired) request.Declines[agent] = RetryAt(request, at);
                }
                break;
            case RequestAssigned assigned when Find(assigned.Request, "assigned") is { } request:
                Assignments++;
                if (request.Agent is { } first) breach("I1", $"request {request.Id} was given to {assigned.Agent} while {first} has it");
                request.Agent = assigned.Agent;
                break;
            case RequestReturned returned when Find(returned.Request, "returned") is { } request:
                if (request.Agent != returned.Agent) breach("I1", $"request {request.Id} came back from {returned.Agent}, but {request.Agent} has it");
                request.Agent = null;
                break;
            case RequestMoved moved when Find(moved.Request, "moved") is { } request:
                (request.Queue, request.Addressees) = (moved.Queue, []);
                break;
            case RequestStranded stranded:
                Find(stranded.Request, "stranded");
                break;
            case RequestEnded ended when Find(ended.Request, "ended") is { } request:
                if (request.Offers.Count > 0) breach("I3", $"request {request.Id} ended with open offers to {string.Join(", ", request.Offers.Keys)}");
                Requests.Remove(request.Id);
                endedRequests.Add(request.Id, request.Cost);
                break;
        }
    }

    private void TakeSession(INews news)
    {
        var id = news switch
        {
            SessionTaken each => each.Session,
            ControlTransferred each => each.Session,
            SessionTransferred each => each.Session,
            SessionWaiting each => each.Session,
            SessionEnded each => each.Session,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (!Sessions.TryGetValue(id, out var session))
        {
            breach("I3", $"{news.GetType().Name} of session {id} of site {site}, which is not live");
            return;
        }
        switch (news)
        {
            case SessionTaken taken:
                if (session.Controller is { } holder) breach("I6", $"session {id} was taken by {taken.Agent} while {holder} is in control");
                session.Controller = taken.Agent;
                break;
            case ControlTransferred moved:
                if (session.Controller != moved.From) breach("I6", $"{moved.From} gave control of session {id}, which {session.Controller} has");
                session.Controller = moved.To;
                foreach (var request in Requests.Values.Where(each => each.Session == id && each.Agent == moved.From)) request.Agent = moved.To;
                break;
            case SessionTransferred given:
                if (session.Controller is { } giver && giver != given.Giver) breach("I6", $"{given.Giver} gave session {id} away, which {giver} controls");
                session.Controller = null;
                if (Requests.TryGetValue(given.Request, out var asked)) (asked.Giver, asked.NotToGiverUntil) = (given.Giver, given.At.PlusSeconds(Settings.NotBackToGiverSeconds));
                break;
            case SessionWaiting:
                session.Controller = null;
                break;
            case SessionEnded:
                Sessions.Remove(id);
                endedSessions.Add(id);
                break;
        }
    }
}
