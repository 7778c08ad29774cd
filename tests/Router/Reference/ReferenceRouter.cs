using AcdRouter.Contracts;

namespace AcdRouter.Router.Tests.Reference;

/// <summary>
/// A router as simple as can be, to compare the real one with: lists, full scans, everything computed anew at every look. It decides
/// the same commands; after each, both must have offered the same requests to the same agents.
/// </summary>
internal sealed partial class ReferenceRouter(SiteSettings settings)
{
    private readonly SiteSettings settings = settings;
    private readonly List<ReferenceAgent> agents = [.. settings.People.Select(person => new ReferenceAgent(person))];
    private readonly List<ReferenceRequest> requests = [];
    private readonly Dictionary<QueueId, PersonId> lastOffered = [];
    private Instant now;

    public ReferenceAgent Agent(string name) => agents.Single(agent => agent.Id.Value == name);

    private ReferenceRequest? Find(int number) => requests.Find(each => each.Id == World.Request(number));

    public void SignIn(string name)
    {
        var agent = Agent(name);
        if (!agent.SignedIn) agent.IdleSince = now;
        agent.SignedIn = true;
        agent.SigningOut = false;
        Match();
    }

    public void SignOut(string name)
    {
        var agent = Agent(name);
        if (!agent.SignedIn || agent.SigningOut) return;
        agent.Reason = null;
        agent.SigningOut = true;
        LeaveWhenDone(agent);
        Match();
    }

    private void LeaveWhenDone(ReferenceAgent agent)
    {
        if (!agent.SigningOut || agent.Own.Count > 0 || requests.Any(each => each.Agent == agent.Id)) return;
        agent.SignedIn = false;
        agent.SigningOut = false;
        agent.WrapUps.Clear();
    }

    public bool SetState(string name, string? reason)
    {
        var agent = Agent(name);
        if (!IsPresent(agent)) return false;
        if (agent.Reason == reason) return true;
        if (reason is not null)
        {
            foreach (var request in InOrder.Where(each => each.Offers.ContainsKey(agent.Id)).ToArray()) CloseByAgent(request, agent.Id);
        }
        agent.Reason = reason;
        Match();
        return true;
    }

    private void CloseByAgent(ReferenceRequest request, PersonId agent)
    {
        request.Offers.Remove(agent);
        request.Declined[agent] = request.Queue is null ? Instant.MaxValue : now.PlusSeconds(request.Queue.RetryAfterSeconds);
    }

    public bool Route(RequestRouting wish)
    {
        QueueSettings? queue = null;
        if (wish.Target.Queue is { } id)
        {
            queue = settings.Queues.Single(each => each.Id == id);
        }
        else if (!wish.Target.Agents.Any(agent => IsPresent(Agent(agent.Value))))
        {
            if (settings.FallbackQueue is not { } fallback) return false;
            queue = settings.Queues.Single(each => each.Id == fallback);
        }
        if (queue is not null && requests.Count(each => each.Waits && each.Queue == queue) >= queue.ShutdownThreshold) return false;
        if (wish.GiverRequest is { } before && requests.Find(each => each.Id == before) is { } given && given.Agent == wish.Giver)
        {
            Remove(given, completed: true);
        }
        var cost = settings.Channels.FirstOrDefault(each => each.Name == wish.Channel)?.Cost ?? 1;
        requests.Add(new ReferenceRequest(wish, now, now.PlusSeconds(-settings.HeadStartSeconds[wish.Priority]), cost)
        {
            Queue = queue,
            GiverUntil = wish.Giver is null || settings.NotBackToGiverSeconds == 0 ? null : now.PlusSeconds(settings.NotBackToGiverSeconds),
        });
        Match();
        return true;
    }

    public bool Accept(string name, int number, int offer)
    {
        if (Find(number) is not { } request) return false;
        if (request.Agent is { } has) return has.Value == name;
        var agent = Agent(name);
        if (request.Number != offer || !request.Offers.ContainsKey(agent.Id)) return false;
        Assign(request, agent);
        return true;
    }

    public bool Decline(string name, int number, int offer)
    {
        if (Find(number) is not { } request || request.Number != offer || !request.Offers.ContainsKey(World.Person(name))) return false;
        CloseByAgent(request, World.Person(name));
        Match();
        return true;
    }

    public bool Pick(string name, int number)
    {
        var agent = Agent(name);
        if (!IsPresent(agent) || Find(number) is not { } request) return false;
        var belongs = request.Queue is { } queue
            ? queue.Picking && queue.Members.Any(member => member.Agent == agent.Id)
            : request.Wish.Target.Agents.Contains(agent.Id);
        if (!belongs) return false;
        if (request.Agent is { } has) return has == agent.Id;
        if (request.Held) return false;
        var own = request.Offers.ContainsKey(agent.Id);
        if (request.Exclusive && request.Offers.Count > 0 && !own) return false;
        if (!(own && request.Exclusive) && Free(agent) < request.Cost) return false;
        Assign(request, agent);
        return true;
    }

    private void Assign(ReferenceRequest request, ReferenceAgent agent)
    {
        request.Offers.Clear();
        request.Stranded = false;
        request.Agent = agent.Id;
        request.Joined = false;
        request.JoinDueAt = now.PlusSeconds(settings.JoinSeconds);
        Match();
    }

    public void Join(string name, int number)
    {
        if (Find(number) is { } request && request.Agent?.Value == name) request.Joined = true;
    }

    public void Return(string name, int number)
    {
        if (Find(number) is not { } request || request.Agent?.Value != name) return;
        request.Agent = null;
        if (request.Joined) Agent(name).IdleSince = now;
        LeaveWhenDone(Agent(name));
        Match();
    }

    public void End(int number)
    {
        if (Find(number) is not { } request) return;
        Remove(request, completed: false);
        Match();
    }

    private void Remove(ReferenceRequest request, bool completed)
    {
        requests.Remove(request);
        if (request.Agent is not { } id) return;
        var agent = Agent(id.Value);
        if (request.Joined || completed) agent.IdleSince = request.Joined ? now : agent.IdleSince;
        if (request.Joined && request.Queue is { WrapUpSeconds: > 0 } queue && IsPresent(agent))
        {
            agent.WrapUps.Add((request.Id, request.Cost, now.PlusSeconds(queue.WrapUpSeconds)));
        }
        LeaveWhenDone(agent);
    }

    public void Hold(int number, bool held)
    {
        if (Find(number) is not { } request || request.Held == held) return;
        if (held) request.Offers.Clear();
        request.Held = held;
        Match();
    }

    public bool Occupy(string name, int session)
    {
        var agent = Agent(name);
        if (agent.Own.ContainsKey(World.Session(session))) return true;
        if (Free(agent) < 1) return false;
        agent.Own.Add(World.Session(session), 1);
        Match();
        return true;
    }

    public void Release(string name, int session)
    {
        var agent = Agent(name);
        if (!agent.Own.Remove(World.Session(session))) return;
        agent.IdleSince = now;
        LeaveWhenDone(agent);
        Match();
    }

    /// <summary>Goes to a later moment, deciding one by one what is due on the way.</summary>
    public void PassTo(Instant until)
    {
        while (Dues().Where(each => each.At <= until).OrderBy(each => each.At).ThenBy(each => each.Key).FirstOrDefault() is { } due)
        {
            now = due.At > now ? due.At : now;
            due.Decide();
            Match();
        }
        now = until;
    }

    private sealed record Due(Instant At, Processes.DeadlineKey Key, Action Decide);

    private IEnumerable<Due> Dues()
    {
        foreach (var request in requests)
        {
            foreach (var (agent, at) in request.Offers) yield return new Due(at, RoutingDeadlines.OfferExpiry(request.Id, agent), () => Expire(request));
            if (request.Agent is { } assigned && !request.Joined)
            {
                yield return new Due(request.JoinDueAt, RoutingDeadlines.Join(request.Id), () => GiveUp(request, Agent(assigned.Value)));
            }
            if (request.Queue is not null && request.Declined.Count > 0)
            {
                yield return new Due(request.Declined.Values.Min(), RoutingDeadlines.Declined(request.Id), () =>
                {
                    foreach (var (agent, until) in request.Declined.ToArray()) if (until <= now) request.Declined.Remove(agent);
                });
            }
            if (request.GiverUntil is { } giver) yield return new Due(giver, RoutingDeadlines.Giver(request.Id), () => request.GiverUntil = null);
        }
        foreach (var agent in agents)
        {
            foreach (var wrapUp in agent.WrapUps)
            {
                yield return new Due(wrapUp.EndsAt, RoutingDeadlines.WrapUp(wrapUp.Request, agent.Id), () =>
                {
                    agent.WrapUps.Remove(wrapUp);
                    agent.IdleSince = now;
                });
            }
        }
    }

    private void Expire(ReferenceRequest request)
    {
        foreach (var (agent, at) in request.Offers.ToArray())
        {
            if (at > now) continue;
            CloseByAgent(request, agent);
            if (request.Exclusive && IsPresent(Agent(agent.Value))) Agent(agent.Value).Reason ??= "no answer";
        }
    }

    private void GiveUp(ReferenceRequest request, ReferenceAgent agent)
    {
        request.Agent = null;
        LeaveWhenDone(agent);
        if (IsPresent(agent)) agent.Reason ??= "no answer";
    }

    /// <summary>Everything that must be equal: who is offered, who has it, the order, the states.</summary>
    public string Picture()
    {
        var lines = InOrder.Select(each =>
            $"{each.Id.Value.ToString()[^4..]} {each.Queue?.Id.Value ?? "-"} {(each.Held ? "held" : string.Empty)} {(each.Stranded ? "stranded" : string.Empty)} #{each.Number} [{string.Join(",", each.Offers.Select(o => $"{o.Key}@{o.Value.Milliseconds - World.Start.Milliseconds}"))}] {each.Agent?.Value} {(each.Agent is not null && each.Joined ? "joined" : string.Empty)} -{string.Join(",", each.Declined.Keys)}");
        var people = agents.OrderBy(each => each.Id).Select(each =>
            $"{each.Id} {(each.SignedIn ? each.SigningOut ? "leaving" : each.Reason ?? "in" : "out")} {Used(each)} {each.WrapUps.Count}");
        return string.Join("\n", lines.Concat(people));
    }
}
