using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Gives requests to agents, and takes them back when an agent does not come (R7, S3).</summary>
internal static class Assignments
{
    /// <summary>The agent has the request; Sessions is told, and the session page has to join in time unless it is there already.</summary>
    public static Verdict Assign(RoutingState state, Request request, Agent agent, bool joined, string rule, IDecision decision)
    {
        var accepted = request.IsOfferedTo(agent.Id);
        var others = request.Round is null
            ? ValueList<PersonId>.Empty
            : request.Round.Open.Where(offer => offer.Agent != agent.Id).Select(offer => offer.Agent).ToValueList();
        Instant? joinDueAt = joined ? null : decision.Now.PlusSeconds(state.Settings!.JoinSeconds);
        decision.Emit(new RequestTaken(
            request.Id,
            request.Wish.Session,
            agent.Id,
            request.Queue?.Id,
            request.Round?.Number ?? 0,
            accepted,
            others,
            decision.Now.Since(request.AcceptedAt),
            joinDueAt,
            rule));
        decision.Tell(new AssignSession(state.Site, request.Wish.Session, request.Id, agent.Id, request.Queue?.Id));
        return Made(request);
    }

    public static Verdict Made(Request request) => Verdict.Accepted(new Made
    {
        Session = request.Wish.Session,
        Number = request.Wish.Number,
        Request = request.Id,
    });

    public static Verdict Decide(RoutingState state, ConfirmJoined message, IDecision decision)
    {
        if (state.FindRequest(message.Request) is { Assignment: { Joined: false } assignment } && assignment.Agent == message.Agent)
        {
            decision.Emit(new AssignmentJoined(message.Request, message.Agent));
        }
        return Verdict.Accepted();
    }

    public static Verdict Decide(RoutingState state, ReturnRequest message, IDecision decision)
    {
        if (state.FindRequest(message.Request) is { Assignment: { } assignment } request && assignment.Agent == message.Agent)
        {
            TakeBack(state, request, message.Reason, decision);
        }
        return Verdict.Accepted();
    }

    /// <summary>The session page did not join in time.</summary>
    public static void GiveUpJoining(RoutingState state, RequestId id, IDecision decision)
    {
        if (state.FindRequest(id) is not { Assignment: { Joined: false } assignment } request)
        {
            throw new InvariantBrokenException($"Joining of request {id} is due, but nobody is expected.");
        }
        TakeBack(state, request, ReturnReason.NotJoined, decision);
        decision.Tell(new UnassignSession(state.Site, request.Wish.Session, id, assignment.Agent));
    }

    private static void TakeBack(RoutingState state, Request request, ReturnReason reason, IDecision decision)
    {
        var agent = state.AgentOf(request.Assignment!.Agent);
        decision.Emit(new AssignmentReturned(request.Id, request.Wish.Session, agent.Id, reason));
        if (reason == ReturnReason.NotJoined) AgentDecider.MakeUnavailable(agent, AgentReasons.NoAnswer, decision);
    }
}
