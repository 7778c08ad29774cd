using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Decides whether a request is accepted (R1, R11, R16), and how it ends (R20, I3).</summary>
internal static class RequestDecider
{
    public static Verdict Decide(RoutingState state, RequestRouting wish, IDecision decision)
    {
        if (Repeated(state, wish) is { } known) return known;
        if (RequestRules.Check(state, wish) is { } refusal) return refusal;
        if (RequestRules.Home(state, wish, out var queue, out var rule) is { } closed) return closed;

        EndGiversPart(state, wish, decision);
        var headStart = state.Settings!.HeadStartSeconds[wish.Priority];
        decision.Emit(new RequestAccepted(
            wish,
            queue?.Id,
            decision.Now.PlusSeconds(-headStart),
            state.CostOf(wish.Channel),
            GiverUntil(state, wish, decision.Now),
            rule));
        var request = state.FindRequest(wish.Request)!;
        AssignAssistant(state, request, decision);
        return Accepted(request);
    }

    /// <summary>The same request again is answered as it was; another one under its id is refused.</summary>
    private static Verdict? Repeated(RoutingState state, RequestRouting wish)
    {
        if (state.FindRequest(wish.Request) is { } request && request.Wish == wish)
        {
            return Accepted(request);
        }
        return state.FindRequest(wish.Request) is not null || state.Ended.Find(wish.Request) is not null
            ? Verdict.Refused(RefusalReason.RequestIdReused, $"Request {wish.Request} exists already with other contents, or has ended.", "request")
            : null;
    }

    private static Verdict Accepted(Request request) => Verdict.Accepted(new Made
    {
        Session = request.Wish.Session, Number = request.Wish.Number, Request = request.Id, Position = request.AcceptedPlace,
    });

    private static Instant? GiverUntil(RoutingState state, RequestRouting wish, Instant now) =>
        wish.Giver is null || state.Settings!.NotBackToGiverSeconds == 0
            ? null
            : now.PlusSeconds(state.Settings.NotBackToGiverSeconds);

    /// <summary>In the same step the giver is free, less the wrap-up, and what brought the session to the giver ends.</summary>
    private static void EndGiversPart(RoutingState state, RequestRouting wish, IDecision decision)
    {
        if (wish.Giver is not { } giver) return;
        if (wish.GiverRequest is { } id)
        {
            if (state.FindRequest(id) is { Assignment: { } assignment } request && assignment.Agent == giver)
            {
                Close(state, request, RequestEnd.TransferredOn, decision);
            }
        }
        else if (state.FindAgent(giver) is { } person && person.SelfStarted.ContainsKey(wish.Session))
        {
            decision.Emit(new SlotReleased(giver, wish.Session));
        }
    }

    /// <summary>An addressee who assists in the session already gains control in the same step (S9).</summary>
    private static void AssignAssistant(RoutingState state, Request request, IDecision decision)
    {
        if (!request.IsAddressed) return;
        Agent? best = null;
        foreach (var id in request.Wish.Assisting)
        {
            if (!request.IsAddressedTo(id) || state.FindAgent(id) is not { Standing.SignedIn: true } agent) continue;
            if (agent.Standing.Free < request.Cost) continue;
            if (best is null || IsMoreIdle(agent, best)) best = agent;
        }
        if (best is not null) Assignments.Assign(state, request, best, joined: true, "S9 assists in the session already", decision);
    }

    private static bool IsMoreIdle(Agent left, Agent right)
    {
        var policy = DistributionNames.Policy(Contracts.Distribution.MostIdle);
        return policy.Rank(left.Id, left.Standing, 0).CompareTo(policy.Rank(right.Id, right.Standing, 0)) < 0;
    }

    public static Verdict Decide(RoutingState state, EndRequest message, IDecision decision)
    {
        if (state.FindRequest(message.Request) is { } request) Close(state, request, message.End, decision);
        return Verdict.Accepted();
    }

    public static Verdict Decide(RoutingState state, HoldRequest message, IDecision decision)
    {
        if (state.FindRequest(message.Request) is not { } request || request.Held == message.Held) return Verdict.Accepted();
        if (message.Held) OfferDecider.CloseGone(request, "S10 the customer's line is lost", decision);
        decision.Emit(new RequestHoldChanged(request.Id, message.Held));
        return Verdict.Accepted();
    }

    private static void Close(RoutingState state, Request request, RequestEnd end, IDecision decision)
    {
        OfferDecider.CloseGone(request, "R20 the request has ended", decision);
        var record = new RequestRecord(
            request.Wish,
            request.AcceptedAt,
            request.Arrival,
            decision.Now,
            end,
            request.Queue?.Id,
            request.Assignment?.Agent,
            request.Assignment?.At,
            request.Decisions.Left,
            request.Decisions.Kept.ToValueList());
        decision.Emit(new RequestClosed(request.Id, end, WrapUpEnd(state, request, decision.Now), record));
    }

    /// <summary>A routed session that an agent had is followed by wrap-up; not for one who is signed out or about to be.</summary>
    private static Instant? WrapUpEnd(RoutingState state, Request request, Instant now)
    {
        if (request.Assignment is not { Joined: true } assignment || request.Queue is not { Settings.WrapUpSeconds: > 0 } queue) return null;
        return state.AgentOf(assignment.Agent).Standing.SignedIn ? now.PlusSeconds(queue.Settings.WrapUpSeconds) : null;
    }
}
