using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>Answers queries from the state.</summary>
internal static class RouterViews
{
    private const int MostListed = 1000;

    /// <summary>The view; null when the query is another process's, or asks for what is not there.</summary>
    public static object? Answer(RoutingState state, IQuery query, Instant now)
    {
        if (state.Settings is null) return null;
        return query switch
        {
            ShowInbox asked => state.FindAgent(asked.Agent) is { HasPrivilege: true } agent ? Inbox(agent) : null,
            ShowQueues => new QueueListView(
                state.Queues.Where(each => !each.Closing || each.Live > 0).Select(each => Summary(each, now)).ToValueList()),
            ShowQueue asked => state.FindQueue(asked.Queue) is { } queue ? QueueOf(state, queue, asked.Limit, now) : null,
            ShowAgents => new AgentListView(
                state.Agents.Where(each => each.HasPrivilege || each.SignedIn).Select(each => AgentOf(each, now)).ToValueList()),
            ShowRequest asked => state.FindRequest(asked.Request) is { } request ? RequestOf(state, request) : null,
            ExplainRequest asked => state.FindRequest(asked.Request) is { } request
                ? new ExplanationView(request.Id, request.Decisions.Left, request.Decisions.Kept.ToValueList())
                : null,
            ShowPosition asked => state.FindRequest(asked.Request) is { } request ? Position(state, request) : null,
            ShowSettings => new SettingsView(state.Settings),
            _ => null,
        };
    }

    private static PositionView Position(RoutingState state, Request request)
    {
        var shown = request.Waits && (request.Queue?.Settings.ShowPosition ?? true);
        var place = shown ? state.PlaceOf(request) : 0;
        return new PositionView(request.Id, place == 0 ? null : place);
    }

    private static QueueSummaryView Summary(Queue queue, Instant now) => new(
        queue.Id,
        queue.Settings.Name,
        queue.Settings.Open && !queue.Closing,
        queue.Settings.Distribution,
        queue.Line.Waiting.Count,
        LongestWait(queue, now),
        queue.SignedIn,
        queue.Free,
        queue.Counters.View())
    {
        ServiceLevelSeconds = queue.Settings.ServiceLevelSeconds,
        ServiceLevelPercent = queue.Settings.ServiceLevelPercent,
    };

    private static long LongestWait(Queue queue, Instant now) =>
        queue.Line.ByAcceptance.Min is { } oldest ? now.Since(oldest.AcceptedAt) : 0;

    private static QueueView QueueOf(RoutingState state, Queue queue, int limit, Instant now) => new(
        Summary(queue, now),
        queue.Line.Waiting.InOrder().Take(Math.Clamp(limit, 1, MostListed)).Select(each => RequestOf(state, each)).ToValueList());

    private static AgentView AgentOf(Agent agent, Instant now)
    {
        var status = agent.Status();
        return new AgentView(
            agent.Id,
            agent.Name,
            status.State,
            status.Reason,
            agent.Since,
            agent.Sessions,
            agent.Capacity,
            agent.SignedInMilliseconds + (agent.SignedIn ? now.Since(agent.SignedInSince) : 0),
            agent.Counters.View());
    }

    private static RequestView RequestOf(RoutingState state, Request request)
    {
        var wish = request.Wish;
        var place = state.PlaceOf(request);
        return new RequestView(
            request.Id,
            wish.Session,
            wish.Number,
            StateOf(request),
            request.Queue is { } queue ? new RoutingTarget(queue.Id, []) : wish.Target,
            wish.Customer,
            wish.Channel,
            wish.Priority,
            wish.Giver,
            request.AcceptedAt,
            request.Arrival,
            place == 0 ? null : place,
            request.Round is null ? [] : request.Round.Open.Select(offer => offer.Agent).ToValueList(),
            request.Assignment?.Agent);
    }

    private static RequestState StateOf(Request request) =>
        request.Assignment is not null ? RequestState.Assigned
        : request.Held ? RequestState.Held
        : request.Round is not null ? RequestState.Offered
        : RequestState.Waiting;

    private static InboxView Inbox(Agent agent)
    {
        var status = agent.Status();
        return new InboxView(
            agent.Id,
            status.State,
            status.Reason,
            agent.Sessions,
            agent.Capacity,
            agent.Offers.Select(each => OfferOf(each, agent)).ToValueList(),
            agent.Assigned.OrderBy(each => each.Assignment!.At).ThenBy(each => each.Id).Select(AssignedOf).ToValueList(),
            agent.WrapUps.OrderBy(each => each.Value.EndsAt).ThenBy(each => each.Key)
                .Select(each => new WrapUpView(each.Key, each.Value.EndsAt)).ToValueList(),
            QueuesOf(agent));
    }

    private static ValueList<InboxQueueView> QueuesOf(Agent agent)
    {
        var views = new List<InboxQueueView>
        {
            new(null, agent.Name, agent.Personal.Waiting.Count, true),
        };
        foreach (var (queue, _) in agent.Memberships)
        {
            views.Add(new InboxQueueView(queue.Id, queue.Settings.Name, queue.Line.Waiting.Count, queue.Settings.Picking));
        }
        return views.ToValueList();
    }

    private static AssignedView AssignedOf(Request request) => new(
        request.Id,
        request.Wish.Session,
        request.Wish.Number,
        request.Wish.Customer,
        request.Wish.Giver,
        request.Wish.PersonalMessage,
        request.Assignment!.At,
        request.Assignment.Joined);

    private static OfferView OfferOf(Request request, Agent agent) => new(
        request.Id,
        request.Round!.Number,
        request.Wish.Session,
        request.Wish.Number,
        request.Round.Exclusive,
        request.Queue?.Id,
        request.Wish.Customer,
        request.Wish.Priority,
        request.Wish.Giver,
        request.Wish.PersonalMessage,
        request.Wish.Answers,
        request.AcceptedAt,
        request.Round.Find(agent.Id)!.Value.ExpiresAt);
}
