using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>What a customer's page shows. Never who the giver was, nor the personal message, nor the queue's name.</summary>
internal sealed class CustomerPageView(CustomerCaller caller, ConnectionId connection, IEngine engine, QueueVersions queues) : LiveView
{
    private bool greeted;
    private RequestId? waitsBy;
    private long seen;
    private CustomerPosition? told;
    private SessionView? shown;

    public override async Task<bool> LookAsync(EventWriter events, CancellationToken cancellationToken)
    {
        if (waitsBy is { } request && queues.Of(caller.Site, request) > seen) await TellPositionAsync(events, cancellationToken);
        return false;
    }

    public override async Task<bool> RefreshAsync(EventWriter events, CancellationToken cancellationToken)
    {
        if (!greeted) await events.WriteAsync("connected", new Connected(connection), cancellationToken);
        greeted = true;
        var view = await engine.AskAsync<ShowSession, SessionView>(new ShowSession(caller.Site, caller.Session, null, caller.Customer), cancellationToken);
        if (view is null || view.Customers.All(each => each.Customer != caller.Customer))
        {
            await events.WriteAsync("over", new StreamOver("You are no longer in this session."), cancellationToken);
            return false;
        }
        if (view != shown) await events.WriteAsync("session", view, cancellationToken);
        shown = view;
        waitsBy = view.WaitingRequest;
        await TellPositionAsync(events, cancellationToken);
        return true;
    }

    public override async Task<bool> TellAsync(INews news, EventWriter events, CancellationToken cancellationToken)
    {
        switch (news)
        {
            case SessionWaiting waiting:
                await events.WriteAsync("waiting", new CustomerWaiting(waiting.Reason), cancellationToken);
                break;
            case SessionTaken taken:
                waitsBy = null;
                await events.WriteAsync("taken", new CustomerTaken(taken.Name), cancellationToken);
                break;
            case SessionEnded ended:
                await events.WriteAsync("ended", new CustomerEnded(ended.End), cancellationToken);
                break;
        }
        return true;
    }

    private async Task TellPositionAsync(EventWriter events, CancellationToken cancellationToken)
    {
        if (waitsBy is not { } request)
        {
            told = null;
            return;
        }
        // Before asking: a change while the answer is on its way is seen at the next look.
        seen = queues.Now(caller.Site);
        var view = await engine.AskAsync<ShowPosition, PositionView>(new ShowPosition(caller.Site, request), cancellationToken);
        var position = new CustomerPosition(Waiting: true, view?.Position);
        if (position != told) await events.WriteAsync("position", position, cancellationToken);
        told = position;
    }
}

/// <summary>The session waits for an agent.</summary>
/// <param name="Reason">Why.</param>
public sealed record CustomerWaiting(WaitReason Reason);

/// <summary>An agent has joined in control.</summary>
/// <param name="Name">The agent's name.</param>
public sealed record CustomerTaken(string Name);

/// <summary>The session has ended.</summary>
/// <param name="End">Why.</param>
public sealed record CustomerEnded(SessionEnd End);
