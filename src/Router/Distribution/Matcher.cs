using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>
/// Brings the changed requests and agents together until nothing can be matched (I4). Looks only at what the running decision has
/// changed: before it nothing could be matched, so every match involves a request that may newly be offered or an agent who is
/// freer than before. The earliest request goes first; no agent is given a request while free for one that the agent takes before it (R2, R3).
/// </summary>
internal sealed class Matcher(RoutingState state)
{
    /// <summary>The earliest request that each freer agent may be offered, as far as known; never later than it is.</summary>
    private readonly SortedSet<(Request Head, Agent Agent)> heads = new(Comparer<(Request Head, Agent Agent)>.Create(
        static (left, right) =>
        {
            var order = left.Head.CompareTo(right.Head);
            return order != 0 ? order : left.Agent.CompareTo(right.Agent);
        }));

    /// <summary>The requests passed on the way from the earliest one to the one that is offered.</summary>
    private readonly HashSet<Request> passed = [];

    private readonly Candidates candidates = new(state);

    /// <summary>Matches what the decision has changed. One matcher serves all decisions of a state, so that its sets are made once.</summary>
    public void Run(IDecision decision)
    {
        heads.Clear();
        candidates.Freed.Clear();
        var offers = new OfferMaker(state, decision);
        while (true)
        {
            offers.WithdrawFromTighter();
            Prepare(decision);
            if (Earliest(offers) is not { } request) return;
            Match(request, offers);
        }
    }

    /// <summary>
    /// Goes from the request to its best agent, from there to what that agent takes first, and on, until a request is found whose
    /// best agent takes it first. Where that goes round in a circle, the agent who closes it is given what that agent takes first.
    /// </summary>
    private void Match(Request request, OfferMaker offers)
    {
        passed.Clear();
        while (true)
        {
            passed.Add(request);
            var found = candidates.Of(request);
            if (WhoPrefersAnother(request, found, out var preferred) is not { } agent)
            {
                offers.Open(request, found);
                return;
            }
            if (passed.Contains(preferred))
            {
                offers.Open(preferred, RoutingState.IsBroadcast(preferred) ? candidates.Of(preferred) : [agent]);
                return;
            }
            request = preferred;
        }
    }

    private Agent? WhoPrefersAnother(Request request, IReadOnlyList<Agent> found, out Request preferred)
    {
        foreach (var agent in found)
        {
            preferred = candidates.PreferredOf(agent) ?? request;
            if (preferred != request) return agent;
        }
        preferred = request;
        return null;
    }

    /// <summary>The earliest request that somebody can be offered now, or null.</summary>
    private Request? Earliest(OfferMaker offers)
    {
        while (true)
        {
            AbsorbFreer();
            var request = state.Work.Requests.Min;
            if (heads.Count == 0 && request is null) return null;
            if (heads.Count > 0 && (request is null || heads.Min.Head.CompareTo(request) <= 0))
            {
                var head = heads.Min;
                var now = candidates.EarliestOf(head.Agent);
                if (now == head.Head) return now;
                heads.Remove(head);
                if (now is not null) heads.Add((now, head.Agent));
            }
            else if (IsMatchable(request!, offers))
            {
                return request;
            }
        }
    }

    private void AbsorbFreer()
    {
        while (state.Work.Freer.Min is { } agent)
        {
            state.Work.Freer.Remove(agent);
            candidates.Freed.Add(agent);
            if (candidates.EarliestOf(agent) is { } head) heads.Add((head, agent));
        }
    }

    /// <summary>Before anything is matched, requests whose place is gone move, and those with nobody left are open to all again.</summary>
    private void Prepare(IDecision decision)
    {
        while (state.Work.Unprepared.Min is { } request)
        {
            state.Work.Unprepared.Remove(request);
            if (Rehoming.Rehome(state, request, decision)) continue;
            if (candidates.NobodyLeftFor(request) is { } declined)
            {
                decision.Emit(new ExclusionsLifted(request.Id, declined, Giver: false, "R7 nobody else is left"));
            }
        }
    }

    /// <summary>Looks at a request that may newly be offered; when nobody can be offered it, it waits on and that is explained.</summary>
    private bool IsMatchable(Request request, OfferMaker offers)
    {
        if (candidates.Of(request).Count > 0) return true;
        state.Work.Forget(request);
        if (request.Round is null) offers.PassOver(request);
        return false;
    }
}
