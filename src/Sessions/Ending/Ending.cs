using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>The session has ended and leaves the state; its record goes to the history.</summary>
internal sealed record SessionClosed(SessionId Session, SessionNumber Number, SessionEnd End, SessionRecord Record) : IHistoricEvent
{
    public HistoryRecord ToHistory(SiteId site, string eventId, Instant at) => new(
        site,
        HistoryKind.Session,
        Session.Value,
        eventId,
        at,
        Record.Customers.Select(static customer => customer.Customer).ToValueList(),
        SessionHistory.Write(Record));
}

/// <summary>S12: sessions end, and with them everything in them.</summary>
internal static class Ending
{
    public static Verdict Decide(SiteState state, EndSession command, IDecision decision)
    {
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (command.Force)
        {
            if (Refusals.UnlessPrivileged(state, command.By, Privilege.Administrator, "administrator") is { } lacking) return lacking;
        }
        else if (Refusals.UnlessInControl(session, command.By) is { } refused)
        {
            return refused;
        }
        Close(state, session, command.Force ? SessionEnd.Forced : SessionEnd.Ended, decision);
        return Verdict.Accepted();
    }

    public static Verdict Decide(SiteState state, CompleteRequest command, IDecision decision)
    {
        // By the agent: somebody who assists in the session, or has nothing to do with it, learns nothing about the request.
        if (Array.Find(state.SessionsOf(command.By), each => each.Request == command.Request && each.Controller == command.By) is not { } session)
        {
            return Verdict.Refused(
                RefusalReason.UnknownRequest, $"'{command.By}' has no such request, or it has ended. Read the inbox anew.", "request");
        }
        Close(state, session, SessionEnd.Ended, decision);
        return Verdict.Accepted();
    }

    /// <summary>Ends the session; the router frees the slot or ends the request.</summary>
    public static void Close(SiteState state, Session session, SessionEnd end, IDecision decision)
    {
        VoiceCalls.EndLive(session, decision);
        decision.Emit(new SessionClosed(session.Id, session.Number, end, SessionHistory.Record(state.Site, session, end, decision.Now)));
        if (session.Request is { } request)
        {
            decision.Tell(new EndRequest(state.Site, request, RequestEndOf(session, end)));
        }
        else
        {
            decision.Tell(new ReleaseSlot(state.Site, session.Controller!.Value, session.Id));
        }
    }

    public static void Apply(SiteState state, SessionClosed closed, Instant at)
    {
        state.Remove(state.Get(closed.Session));
        SessionNumbers.Release(state, closed.Number, at);
    }

    public static void TellNews(SessionClosed closed, SiteId site, Instant at, List<INews> news) =>
        news.Add(new SessionEnded(site, closed.Session, closed.End, at));

    private static RequestEnd RequestEndOf(Session session, SessionEnd end)
    {
        if (!session.IsWaiting()) return RequestEnd.Completed;
        return end == SessionEnd.Abandoned ? RequestEnd.Abandoned : RequestEnd.Withdrawn;
    }
}
