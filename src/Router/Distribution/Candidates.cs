using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>Who can be offered a request, and which request an agent can be offered. Reads the indexes; changes nothing.</summary>
internal sealed class Candidates(RoutingState state)
{
    private static readonly IReadOnlyList<Agent> Nobody = [];

    /// <summary>
    /// Agents who have become freer in the running decision. Nobody else can join an open broadcast: whoever could take it before
    /// holds it already.
    /// </summary>
    public SortedSet<Agent> Freed { get; } = [];

    /// <summary>
    /// Who would be offered the request now, in the distribution's order: one agent when exclusive, everybody allowed when broadcast.
    /// </summary>
    public IReadOnlyList<Agent> Of(Request request)
    {
        if (!RoutingState.MayBeOffered(request)) return Nobody;
        if (request.Queue is not { } queue) return Addressees(request);
        var index = queue.IndexFor(request);
        if (index.Count == 0) return Nobody;
        if (queue.Distribution.IsBroadcast) return Everybody(request, queue, index);
        foreach (var id in index.InOrder(queue.LastOffered))
        {
            state.Examined++;
            if (!queue.Excludes(request, id)) return [state.AgentOf(id)];
        }
        return Nobody;
    }

    private List<Agent> Everybody(Request request, Queue queue, FreeIndex index)
    {
        if (request.Round is not null && Freed.Count < index.Count) return EverybodyFreed(request, queue, index);
        var found = new List<Agent>();
        foreach (var key in index.Keys)
        {
            state.Examined++;
            if (!request.IsOfferedTo(key.Agent) && !queue.Excludes(request, key.Agent)) found.Add(state.AgentOf(key.Agent));
        }
        return found;
    }

    private List<Agent> EverybodyFreed(Request request, Queue queue, FreeIndex index)
    {
        var found = new List<Agent>();
        foreach (var agent in Freed)
        {
            state.Examined++;
            if (queue.IsSignedIn(agent) && index.Holds(agent.Standing) && MayTake(agent, request, queue)) found.Add(agent);
        }
        found.Sort((left, right) => queue.Distribution.Rank(left.Id, left.Standing, 0).CompareTo(queue.Distribution.Rank(right.Id, right.Standing, 0)));
        return found;
    }

    private List<Agent> Addressees(Request request)
    {
        var found = new List<Agent>();
        foreach (var agent in state.OpenAddressees(request))
        {
            state.Examined++;
            if (TakesBroadcast(agent, request.Cost) && !request.IsOfferedTo(agent.Id)) found.Add(agent);
        }
        return found;
    }

    private static bool TakesBroadcast(Agent agent, int cost) =>
        agent.Standing.Available && agent.Standing.Room && agent.Standing.Free >= cost;

    /// <summary>What the agent takes first: own personal queue, then by rank, then the earliest (R2); null when there is nothing.</summary>
    public Request? PreferredOf(Agent agent)
    {
        if (HeadOf(agent, agent.Personal, null) is { } personal) return personal;
        Request? best = null;
        var rank = 0;
        foreach (var membership in agent.Memberships)
        {
            if (best is not null && membership.Rank != rank) return best;
            rank = membership.Rank;
            best = Earlier(best, HeadOf(agent, membership.Queue.Line, membership.Queue));
        }
        return best;
    }

    /// <summary>The earliest request of all that the agent can be offered; null when there is none.</summary>
    public Request? EarliestOf(Agent agent)
    {
        var best = HeadOf(agent, agent.Personal, null);
        foreach (var membership in agent.Memberships)
        {
            best = Earlier(best, HeadOf(agent, membership.Queue.Line, membership.Queue));
        }
        return best;
    }

    /// <summary>The earliest request of a line that the agent can be offered. Passes over only what excludes this agent.</summary>
    private Request? HeadOf(Agent agent, WaitingLine line, Queue? queue)
    {
        var standing = agent.Standing;
        if (!standing.Available) return null;
        var broadcast = queue is null || queue.Distribution.IsBroadcast;
        if (broadcast && !standing.Room) return null;
        var limit = Math.Min(broadcast ? standing.Free : standing.OfferFree, RoutingBounds.MaxCost);
        Request? best = null;
        for (var cost = 1; cost <= limit; cost++)
        {
            if (line.Lane(cost) is { Count: > 0 } lane) best = Earlier(best, HeadOf(agent, lane, queue));
        }
        return best;
    }

    private Request? HeadOf(Agent agent, SortedSet<Request> lane, Queue? queue)
    {
        state.Examined++;
        var first = lane.Min!;
        if (MayTake(agent, first, queue)) return first;
        foreach (var request in lane)
        {
            state.Examined++;
            if (MayTake(agent, request, queue)) return request;
        }
        return null;
    }

    private static bool MayTake(Agent agent, Request request, Queue? queue) =>
        !request.IsOfferedTo(agent.Id) && (queue is null || !queue.Excludes(request, agent.Id));

    private static Request? Earlier(Request? left, Request? right) =>
        left is null ? right : right is null || left.CompareTo(right) <= 0 ? left : right;

    /// <summary>Who declined the request, when every member signed in is passed over for it; null while somebody is left (R7).</summary>
    public ValueList<PersonId>? NobodyLeftFor(Request request)
    {
        if (request.Queue is not { } queue || request.Declined is not { Count: > 0 } declined) return null;
        var excluded = 0;
        foreach (var id in declined.Keys)
        {
            state.Examined++;
            if (IsMember(queue, id)) excluded++;
        }
        if (request.Wish.Giver is { } giver
            && !request.HasDeclined(giver)
            && IsMember(queue, giver)
            && queue.PassesOverGiver(request, giver, agentSignedIn: true))
        {
            excluded++;
        }
        return excluded < queue.SignedIn || queue.SignedIn == 0 ? null : declined.Keys.ToValueList();
    }

    private bool IsMember(Queue queue, PersonId id) => state.FindAgent(id) is { } agent && queue.IsSignedIn(agent);
}
