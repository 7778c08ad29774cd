using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>The router gave the waiting session to an agent, who is in control.</summary>
internal sealed record SessionAssigned(SessionId Session, RequestId Request, PersonId Agent, string Name) : IJournalEvent;

/// <summary>The agent is lost or never joined; the session waits at its place again.</summary>
internal sealed record SessionReturned(SessionId Session, RequestId Request, PersonId Agent) : IJournalEvent;

/// <summary>S10, S3: agents take waiting sessions, and sessions go back when the agent is lost.</summary>
internal static class Assignments
{
    /// <summary>Told by the router: what no longer fits, because the session has ended meanwhile, is passed over.</summary>
    public static Verdict Decide(SiteState state, AssignSession message, IDecision decision)
    {
        if (state.Find(message.Session) is not { } session || !session.IsWaiting() || session.Request != message.Request)
        {
            return Verdict.Accepted();
        }
        var joined = session.Present(message.Agent)?.Page.Connected == true;
        decision.Emit(new SessionAssigned(session.Id, message.Request, message.Agent, state.NameOf(message.Agent)));
        if (joined) decision.Tell(new ConfirmJoined(state.Site, message.Request, message.Agent));
        return Verdict.Accepted();
    }

    /// <summary>Told by the router, who has the request back already. A session that every customer has left meanwhile is abandoned.</summary>
    public static Verdict Decide(SiteState state, UnassignSession message, IDecision decision)
    {
        if (state.Find(message.Session) is not { } session || session.Request != message.Request || session.Controller != message.Agent)
        {
            return Verdict.Accepted();
        }
        Return(state, session, message.Agent, message.Request, decision);
        if (session.CustomersPresent() == 0) Ending.Close(state, session, SessionEnd.Abandoned, decision);
        else Holding.Restate(state, session, decision);
        return Verdict.Accepted();
    }

    /// <summary>The agent leaves, what they ran ends, and the session waits.</summary>
    public static void Return(SiteState state, Session session, PersonId agent, RequestId request, IDecision decision)
    {
        SwitchingActivities.EndAll(session, decision);
        VoiceCalls.EndLive(session, decision);
        decision.Emit(new SessionReturned(session.Id, request, agent));
    }

    public static void Apply(SiteState state, SessionAssigned assigned, Instant at)
    {
        var session = state.Get(assigned.Session);
        var agent = session.Present(assigned.Agent) ?? state.AddRepresentative(session, assigned.Agent, assigned.Name);
        if (!agent.Page.Connected)
        {
            // From here the router watches whether the agent's page joins in time; a page that was lost before counts as none.
            agent.Page.Reset();
            state.Deadlines.Clear(SessionDeadlines.Of(session.Id, assigned.Agent));
        }
        session.Controller = assigned.Agent;
        session.Held = false;
        state.Deadlines.Clear(SessionDeadlines.Hold(session.Id));
        session.Trail.BeginStay(assigned.Agent, assigned.Name, ParticipantRole.Controller, at);
        session.Trail.EndWait(at, assigned.Agent);
        if (LastTransfer(session, assigned.Request) is { } transfer) transfer.TakenBy = assigned.Agent;
    }

    public static void Apply(SiteState state, SessionReturned returned, Instant at)
    {
        var session = state.Get(returned.Session);
        state.RemoveRepresentative(session, returned.Agent, at);
        session.Trail.BeginWait(returned.Request, null, WaitReason.AgentLost, at);
        if (LastTransfer(session, returned.Request) is { } transfer) transfer.TakenBy = null;
    }

    public static void TellNews(SessionAssigned assigned, SiteId site, List<INews> news)
    {
        news.Add(new SessionTaken(site, assigned.Session, assigned.Agent, assigned.Name));
        news.Add(new ParticipantJoined(site, assigned.Session, ParticipantRole.Controller, null, assigned.Agent, assigned.Name));
    }

    public static void TellNews(SessionReturned returned, SiteId site, List<INews> news)
    {
        news.Add(new ParticipantLeft(site, returned.Session, null, returned.Agent, LeaveReason.LineLost));
        news.Add(new SessionWaiting(site, returned.Session, returned.Request, WaitReason.AgentLost));
    }

    private static Transfer? LastTransfer(Session session, RequestId request) =>
        session.Transfers is [.., var last] && last.Request == request ? last : null;
}
