using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>Whether the waiting request is held: no customer's line is up.</summary>
internal sealed record RequestHeldChanged(SessionId Session, bool Held) : IJournalEvent;

/// <summary>S10: a waiting session whose customers' lines are all lost keeps its place and is not offered meanwhile.</summary>
internal static class Holding
{
    /// <summary>Tells the router when it has changed whether somebody is there. A customer whose first page is loading is.</summary>
    public static void Settle(SiteState state, Session session, IDecision decision)
    {
        var held = IsHeld(session);
        if (IsAwaitingAgent(session)) decision.Tell(new HoldRequest(state.Site, session.Request!.Value, held));
        if (!session.IsWaiting() || session.CustomersPresent() == 0) return;
        if (session.Held == held) return;
        decision.Emit(new RequestHeldChanged(session.Id, held));
        decision.Tell(new HoldRequest(state.Site, session.Request!.Value, held));
    }

    /// <summary>
    /// Says it anew where the session comes back to its place: while an agent had it, the router may have been told otherwise. Said before
    /// the return where this process is the one who returns it, so that it is not offered first.
    /// </summary>
    public static void Restate(SiteState state, Session session, IDecision decision)
    {
        var held = IsHeld(session);
        if (session.Held != held) decision.Emit(new RequestHeldChanged(session.Id, held));
        decision.Tell(new HoldRequest(state.Site, session.Request!.Value, held));
    }

    /// <summary>After a gap: the pages may all be away without any report.</summary>
    public static void DecideDue(SiteState state, DeadlineKey key, IDecision decision)
    {
        var session = state.Get(new SessionId(key.Id));
        var lost = IsHeld(session);
        var held = session.IsWaiting() && lost;
        var changed = session.IsWaiting() && session.Held != held;
        decision.Emit(new RequestHeldChanged(session.Id, held));
        if (changed || IsAwaitingAgent(session)) decision.Tell(new HoldRequest(state.Site, session.Request!.Value, lost));
    }

    public static void Apply(SiteState state, RequestHeldChanged changed)
    {
        state.Get(changed.Session).Held = changed.Held;
        state.Deadlines.Clear(SessionDeadlines.Hold(changed.Session));
    }

    public static bool IsHeld(Session session) =>
        !session.PresentCustomers().Any(static customer => customer.Page.Connected || customer.Page.IsArriving());

    /// <summary>
    /// An agent has it and the page has not come. The router watches for it, and has to know whether anybody is there when it takes the
    /// request back: before this process could say so, the request would be offered.
    /// </summary>
    public static bool IsAwaitingAgent(Session session) =>
        session.Request is not null && session.Controller is { } agent && session.Present(agent)?.Page.IsArriving() == true;
}
