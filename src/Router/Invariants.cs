using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Checks the whole state against the invariants of the specification and the indexes against what they are made of.</summary>
internal static class Invariants
{
    public static void Assert(RoutingState state)
    {
        foreach (var request in state.Requests()) AssertRequest(state, request);
        foreach (var agent in state.Agents) AssertAgent(state, agent);
        var byQueue = state.Requests().Where(each => each.Queue is not null).ToLookup(each => each.Queue!);
        foreach (var queue in state.Queues) AssertQueue(queue, [.. byQueue[queue]]);
        AssertWorkConserving(state);
    }

    private static void AssertRequest(RoutingState state, Request request)
    {
        if (request.Assignment is { } assignment)
        {
            Hold(request.Round is null, "I1", $"request {request.Id} is assigned and offered");
            Hold(state.AgentOf(assignment.Agent).Assigned.Contains(request), "I1", $"{assignment.Agent} does not know of request {request.Id}");
            var join = RoutingDeadlines.Join(request.Id);
            var awaited = state.Deadlines.Find(join) is not null || state.Deadlines.IsParked(join);
            Hold(assignment.Joined != awaited, "R7", "a join without its deadline");
        }
        if (request.Round is { } round)
        {
            Hold(round.Open.Count > 0, "R7", $"request {request.Id} has an open round without offers");
            Hold(!round.Exclusive || round.Open.Count == 1, "R3", $"request {request.Id} is exclusive to several");
            Hold(!request.Held, "S10", $"request {request.Id} is held and offered");
            foreach (var (agent, expiresAt) in round.Open)
            {
                Hold(state.AgentOf(agent).Offers.Contains(request), "R7", $"{agent} does not know of an offer");
                var key = RoutingDeadlines.OfferExpiry(request.Id, agent);
                Hold(state.Deadlines.Find(key) is not { } at || at == expiresAt, "R7", "an offer lapses at another time than its deadline");
            }
        }
        var place = state.PlaceOf(request);
        var hasHome = request.Waits && (request.Queue is not null || state.OpenAddressees(request).Any());
        Hold(place > 0 == hasHome, "R2", $"request {request.Id} waits without a place, or has a place without waiting");
    }

    private static void AssertAgent(RoutingState state, Agent agent)
    {
        Hold(agent.Standing == agent.Measure(), "index", $"{agent.Id} stands otherwise than the indexes know");
        Hold(agent.Used() <= Math.Max(agent.Capacity, agent.Ceiling), "I2", $"{agent.Id} holds {agent.Used()} of {agent.Capacity}");
        foreach (var request in agent.Offers)
        {
            Hold(request.IsOfferedTo(agent.Id), "R7", $"{agent.Id} has an offer that is over");
            Hold(agent.Standing.Available, "R17", $"{agent.Id} is offered work and not available");
            Hold(request.Round!.Exclusive || agent.Standing.Free >= request.Cost, "R6", $"{agent.Id} is offered more than a slot holds");
        }
        foreach (var request in agent.Assigned)
        {
            Hold(state.FindRequest(request.Id) == request && request.Assignment?.Agent == agent.Id, "I1", $"{agent.Id} has what is not theirs");
        }
        Hold(!agent.SigningOut || agent.Sessions > 0, "R17", $"{agent.Id} is signing out without a session");
    }

    private static void AssertQueue(Queue queue, Request[] live)
    {
        var waiting = live.Where(each => each.Waits).Order().ToArray();
        Hold(waiting.SequenceEqual(queue.Line.Waiting.InOrder()), "I5", $"queue {queue.Id} is out of order");
        Hold(queue.Line.ByAcceptance.SetEquals(waiting), "index", $"queue {queue.Id} forgets who has waited longest");
        Hold(live.Length == queue.Live, "index", $"queue {queue.Id} counts its requests wrongly");
        foreach (var request in waiting)
        {
            Hold(queue.Line.IsOfferable(request) == RoutingState.MayBeOffered(request), "index", $"request {request.Id} is in the wrong lane");
            var exclusions = request.Declined?.Count ?? 0;
            Hold(exclusions == request.CountedExclusions, "index", $"request {request.Id} counts its declines wrongly");
            Hold(queue.Declined.Contains((exclusions, request)) == exclusions > 0, "index", $"request {request.Id} has forgotten declines");
        }
        Hold(queue.SignedIn == queue.Members.Count(each => each.Standing.SignedIn), "index", $"queue {queue.Id} counts who is signed in wrongly");
        Hold(queue.Available == queue.Members.Count(each => each.Standing.Available), "index", $"queue {queue.Id} counts who is available wrongly");
        Hold(
            queue.Free == queue.Members.Count(each => each.Standing is { Available: true, Free: > 0 }),
            "index",
            $"queue {queue.Id} counts who is free wrongly");
        foreach (var index in queue.Indexes)
        {
            var keys = queue.Members.Where(each => index.Holds(each.Standing)).Select(each => queue.Distribution.Rank(
                each.Id, each.Standing, queue.Distribution.WeighsSkills ? each.Proficiency(index.Skills) : 0));
            Hold(keys.Order().SequenceEqual(index.Keys), "index", $"queue {queue.Id} orders its free members wrongly");
        }
    }

    /// <summary>I4 by a full scan: every request that may be offered against every agent with a slot left who could be offered it.</summary>
    private static void AssertWorkConserving(RoutingState state)
    {
        foreach (var queue in state.Queues)
        {
            var free = queue.Members.Where(each => each.Standing is { Available: true, Free: > 0 }).ToArray();
            if (free.Length == 0) continue;
            foreach (var request in queue.Line.Waiting.InOrder()) AssertNobodyFor(request, free);
        }
        foreach (var request in state.Requests())
        {
            if (request.IsAddressed && request.Waits) AssertNobodyFor(request, [.. state.OpenAddressees(request)]);
        }
    }

    private static void AssertNobodyFor(Request request, Agent[] agents)
    {
        if (!RoutingState.MayBeOffered(request)) return;
        foreach (var agent in agents)
        {
            Hold(!CouldTake(agent, request), "I4", $"request {request.Id} waits while {agent.Id} is free and allowed");
        }
    }

    private static bool CouldTake(Agent agent, Request request)
    {
        var standing = agent.Standing;
        if (!standing.Available || request.IsOfferedTo(agent.Id)) return false;
        if (request.Queue is { } queue)
        {
            if (queue.Excludes(request, agent.Id)) return false;
            if (!queue.Distribution.IsBroadcast) return standing.OfferFree >= request.Cost;
        }
        return standing.Free >= request.Cost && standing.Room;
    }

    private static void Hold(bool condition, string invariant, string message)
    {
        if (!condition) throw new InvariantBrokenException($"{invariant}: {message}.");
    }
}
