using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>What an agent's inbox page shows: each offer as it comes, and the whole inbox after every change.</summary>
internal sealed class InboxLiveView(PersonCaller caller, ConnectionId connection, IEngine engine, QueueVersions queues) : LiveView
{
    private bool greeted;
    private QueueId?[] watched = [];
    private long seen;
    private InboxView? shown;

    public override Task<bool> LookAsync(EventWriter events, CancellationToken cancellationToken) =>
        Task.FromResult(queues.Of(caller.Site, watched) > seen);

    public override async Task<bool> RefreshAsync(EventWriter events, CancellationToken cancellationToken)
    {
        if (!greeted) await events.WriteAsync("connected", new Connected(connection), cancellationToken);
        greeted = true;
        // Before asking, and of the whole site: which queues to watch is in the answer; what happens meanwhile is seen at the next look.
        seen = queues.Now(caller.Site);
        var view = await engine.AskAsync<ShowInbox, InboxView>(new ShowInbox(caller.Site, caller.Person), cancellationToken);
        if (view is null)
        {
            await events.WriteAsync("over", new StreamOver("You are no longer an agent of this site."), cancellationToken);
            return false;
        }
        if (view != shown) await events.WriteAsync("inbox", view, cancellationToken);
        shown = view;
        watched = [.. view.Queues.Where(queue => queue.Queue is not null).Select(queue => queue.Queue)];
        return true;
    }

    public override async Task<bool> TellAsync(INews news, EventWriter events, CancellationToken cancellationToken)
    {
        switch (news)
        {
            case OfferMade made:
                await events.WriteAsync("offer", made.Offer, cancellationToken);
                break;
            case OfferEnded ended:
                await events.WriteAsync("offer-ended", new InboxOfferEnded(ended.Request, ended.Offer, ended.End), cancellationToken);
                break;
            case RequestAssigned assigned:
                await events.WriteAsync("assigned", new InboxAssigned(assigned.Request, assigned.Session), cancellationToken);
                break;
            case RequestReturned returned:
                await events.WriteAsync("returned", new InboxReturned(returned.Request, returned.Session, returned.Reason), cancellationToken);
                break;
            case AgentStateChanged state:
                await events.WriteAsync("state", new InboxState(state.State, state.Reason), cancellationToken);
                break;
            case InvitationChanged { State: not InvitationState.Revoked and not InvitationState.Used } call:
                await events.WriteAsync("colleague-call", new InboxCall(call.Session, call.Invitation), cancellationToken);
                break;
        }
        return true;
    }
}

/// <summary>An offer to this agent is over.</summary>
/// <param name="Request">The request.</param>
/// <param name="Offer">The offer's number within the request.</param>
/// <param name="End">How.</param>
public sealed record InboxOfferEnded(RequestId Request, int Offer, OfferEnd End);

/// <summary>This agent has a request: open its session page.</summary>
/// <param name="Request">The request.</param>
/// <param name="Session">Its session.</param>
public sealed record InboxAssigned(RequestId Request, SessionId Session);

/// <summary>A request went back to its place.</summary>
/// <param name="Request">The request.</param>
/// <param name="Session">Its session.</param>
/// <param name="Reason">Why.</param>
public sealed record InboxReturned(RequestId Request, SessionId Session, ReturnReason Reason);

/// <summary>The agent's state has changed.</summary>
/// <param name="State">The state now.</param>
/// <param name="Reason">Why unavailable; null otherwise.</param>
public sealed record InboxState(AgentState State, string? Reason);

/// <summary>A colleague calls for assistance.</summary>
/// <param name="Session">The session.</param>
/// <param name="Invitation">Joins by this.</param>
public sealed record InboxCall(SessionId Session, InvitationId Invitation);
