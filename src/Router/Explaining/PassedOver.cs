using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>Who is passed over for a request and why: counts come from the queue's counters, names from short lists only (R23).</summary>
internal static class PassedOver
{
    /// <summary>The reasons, in the order of their numbers.</summary>
    /// <param name="state">The state.</param>
    /// <param name="request">The request, before it is offered.</param>
    /// <param name="chosen">Who is offered it.</param>
    public static ValueList<PassedOverView> Of(RoutingState state, Request request, IReadOnlyList<Agent> chosen) =>
        request.Queue is { } queue ? OfQueue(state, request, queue, chosen) : OfAddressees(state, request, chosen);

    private static ValueList<PassedOverView> OfQueue(RoutingState state, Request request, Queue queue, IReadOnlyList<Agent> chosen)
    {
        var index = queue.IndexFor(request);
        var declined = new List<PersonId>();
        var freeExcluded = 0;
        if (request.Declined is { } list)
        {
            foreach (var id in list.Keys)
            {
                if (state.FindAgent(id) is not { } agent || !queue.IsSignedIn(agent)) continue;
                declined.Add(id);
                if (index.Holds(agent.Standing)) freeExcluded++;
            }
        }
        var giver = new List<PersonId>();
        if (request.Wish.Giver is { } giverId
            && !request.HasDeclined(giverId)
            && state.FindAgent(giverId) is { } giverAgent
            && queue.IsSignedIn(giverAgent)
            && queue.PassesOverGiver(request, giverId, agentSignedIn: true))
        {
            giver.Add(giverId);
            if (index.Holds(giverAgent.Standing)) freeExcluded++;
        }
        var offeredAlready = OfferedAndFree(state, request, index);
        var lower = index.Count - freeExcluded - offeredAlready - chosen.Count;
        var views = new List<PassedOverView>(6);
        var names = RoutingBounds.PassedOverNames;
        Add(views, PassedOverReason.SignedOut, queue.Members.Count - queue.SignedIn, [], ref names);
        Add(views, PassedOverReason.Unavailable, queue.SignedIn - queue.Available, [], ref names);
        Add(views, PassedOverReason.Full, queue.Available - index.Count, [], ref names);
        Add(views, PassedOverReason.DeclinedBefore, declined.Count, declined, ref names);
        Add(views, PassedOverReason.Giver, giver.Count, giver, ref names);
        Add(views, PassedOverReason.RankedLower, lower, NextRanked(queue, request, index, chosen, lower, names), ref names);
        return views.ToValueList();
    }

    /// <summary>Holders of an open broadcast are not passed over, though the index counts those with room as free.</summary>
    private static int OfferedAndFree(RoutingState state, Request request, FreeIndex index)
    {
        var count = 0;
        if (request.Round is not { } round) return count;
        foreach (var offer in round.Open)
        {
            if (index.Holds(state.AgentOf(offer.Agent).Standing)) count++;
        }
        return count;
    }

    private static List<PersonId> NextRanked(
        Queue queue, Request request, FreeIndex index, IReadOnlyList<Agent> chosen, int lower, int names)
    {
        var next = new List<PersonId>();
        if (lower <= 0) return next;
        foreach (var id in index.InOrder(queue.LastOffered))
        {
            if (next.Count == Math.Min(names, RoutingBounds.NextRankedNames)) break;
            if (!queue.Excludes(request, id) && !request.IsOfferedTo(id) && !chosen.Any(agent => agent.Id == id)) next.Add(id);
        }
        return next;
    }

    private static ValueList<PassedOverView> OfAddressees(RoutingState state, Request request, IReadOnlyList<Agent> chosen)
    {
        var byReason = new SortedDictionary<PassedOverReason, List<PersonId>>();
        foreach (var id in request.Wish.Target.Agents)
        {
            if (request.IsOfferedTo(id) || chosen.Any(agent => agent.Id == id)) continue;
            var reason = ReasonOf(state.FindAgent(id), request);
            if (!byReason.TryGetValue(reason, out var list)) byReason.Add(reason, list = []);
            list.Add(id);
        }
        var views = new List<PassedOverView>();
        var names = RoutingBounds.PassedOverNames;
        foreach (var (reason, list) in byReason) Add(views, reason, list.Count, list, ref names);
        return views.ToValueList();
    }

    private static PassedOverReason ReasonOf(Agent? agent, Request request)
    {
        if (agent is null || !agent.Standing.SignedIn) return PassedOverReason.SignedOut;
        if (request.HasDeclined(agent.Id)) return PassedOverReason.DeclinedBefore;
        return agent.Standing.Available ? PassedOverReason.Full : PassedOverReason.Unavailable;
    }

    private static void Add(List<PassedOverView> views, PassedOverReason reason, int count, List<PersonId> names, ref int left)
    {
        if (count <= 0) return;
        var named = names.Take(left).Order().ToValueList();
        left -= named.Count;
        views.Add(new PassedOverView(reason, count, named));
    }
}
