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
        var excluded = new Excluded(queue, index);
        foreach (var id in request.Declined?.Keys ?? []) excluded.Add(state.FindAgent(id), excluded.Declined);
        if (request.Wish.Giver is { } giver
            && !request.HasDeclined(giver)
            && queue.PassesOverGiver(request, giver, agentSignedIn: true))
        {
            excluded.Add(state.FindAgent(giver), excluded.Giver);
        }
        // Where a broadcast is offered, all who may take it are offered it or hold it already.
        var lower = queue.Distribution.IsBroadcast ? 0 : index.Count - excluded.Free - chosen.Count;
        var views = new List<PassedOverView>(6);
        var names = RoutingBounds.PassedOverNames;
        Add(views, PassedOverReason.SignedOut, queue.Members.Count - queue.SignedIn, [], ref names);
        Add(views, PassedOverReason.Unavailable, queue.SignedIn - queue.Available - excluded.Unavailable, [], ref names);
        Add(views, PassedOverReason.Full, queue.Available - index.Count - excluded.Full, [], ref names);
        Add(views, PassedOverReason.DeclinedBefore, excluded.Declined.Count, excluded.Declined, ref names);
        Add(views, PassedOverReason.Giver, excluded.Giver.Count, excluded.Giver, ref names);
        Add(views, PassedOverReason.RankedLower, lower, NextRanked(queue, request, index, chosen, lower, names), ref names);
        return views.ToValueList();
    }

    /// <summary>Members signed in who are excluded from the request. They are counted under that reason alone, whatever else holds of them.</summary>
    private sealed class Excluded(Queue queue, FreeIndex index)
    {
        public List<PersonId> Declined { get; } = [];

        public List<PersonId> Giver { get; } = [];

        public int Free { get; private set; }

        public int Full { get; private set; }

        public int Unavailable { get; private set; }

        public void Add(Agent? agent, List<PersonId> reason)
        {
            if (agent is null || !queue.IsSignedIn(agent)) return;
            reason.Add(agent.Id);
            if (index.Holds(agent.Standing)) Free++;
            else if (agent.Standing.Available) Full++;
            else Unavailable++;
        }
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
