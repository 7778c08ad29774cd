using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Decides the answers to offers, picking, and offers that lapse (R3, R4, R7, R20).</summary>
internal static class OfferDecider
{
    public static Verdict Decide(RoutingState state, AcceptOffer command, IDecision decision)
    {
        if (AgentDecider.Find(state, command.Agent, out var agent) is { } refusal) return refusal;
        if (state.FindRequest(command.Request) is not { } request) return Refuse.NotAlive(state, command.Request, agent.Id);
        if (request.Assignment is { } assignment)
        {
            return assignment.Agent == agent.Id ? Assignments.Made(request) : Refuse.Taken(state, assignment.Agent);
        }
        if (FindOpen(state, request, agent.Id, command.Offer, decision.Now) is null)
        {
            return request.Held ? Refuse.OnHold(request.Id) : Over(request.Id, command.Offer);
        }
        if (!request.Round!.Exclusive && agent.Standing.Free < request.Cost) return Refuse.Full(agent, request.Cost);
        return Assignments.Assign(state, request, agent, joined: false, "R3 accepted first", decision);
    }

    public static Verdict Decide(RoutingState state, DeclineOffer command, IDecision decision)
    {
        if (AgentDecider.Find(state, command.Agent, out var agent) is { } refusal) return refusal;
        if (state.FindRequest(command.Request) is not { } request) return Refuse.NotAlive(state, command.Request, agent.Id);
        if (request.Assignment is { } assignment && assignment.Agent != agent.Id) return Refuse.Taken(state, assignment.Agent);
        if (FindOpen(state, request, agent.Id, command.Offer, decision.Now) is null) return Over(request.Id, command.Offer);
        CloseByAgent(request, [agent.Id], OfferEnd.Declined, "R7 declined", decision);
        return Verdict.Accepted();
    }

    public static Verdict Decide(RoutingState state, PickRequest command, IDecision decision)
    {
        if (AgentDecider.Find(state, command.Agent, out var agent) is { } refusal) return refusal;
        if (!agent.SignedIn || agent.SigningOut) return Refuse.SignedOut(agent);
        if (state.FindRequest(command.Request) is not { } request) return Refuse.NotAlive(state, command.Request, agent.Id);
        if (MayNotPick(request, agent) is { } forbidden) return forbidden;
        if (request.Assignment is { } assignment)
        {
            return assignment.Agent == agent.Id ? Assignments.Made(request) : Refuse.Taken(state, assignment.Agent);
        }
        if (request.Held) return Refuse.OnHold(request.Id);
        var own = request.IsOfferedTo(agent.Id);
        if (request.Round is { Exclusive: true } && !own)
        {
            var (other, until) = request.Round.Open[0];
            return Verdict.Refused(
                RefusalReason.OfferedToAnother,
                $"The request is offered to {other} until {until}. Try again then, if it still waits.",
                "request",
                [other.Value]);
        }
        var holdsSlot = own && request.Round!.Exclusive;
        if (!holdsSlot && agent.Standing.Free < request.Cost) return Refuse.Full(agent, request.Cost);
        return Assignments.Assign(state, request, agent, joined: false, "R4 picked", decision);
    }

    /// <summary>Addressed work may be picked by those it is addressed to, also when they are out; a queue's by its members.</summary>
    private static Verdict? MayNotPick(Request request, Agent agent)
    {
        if (request.Queue is not { } queue)
        {
            return request.IsAddressedTo(agent.Id)
                ? null
                : Verdict.Refused(RefusalReason.NotAMember, $"The request is not addressed to {agent.Id}. Only those it is addressed to may pick it.", "request");
        }
        if (!queue.IsSignedIn(agent))
        {
            return Verdict.Refused(RefusalReason.NotAMember, $"{agent.Id} is not a member of queue {queue.Id}. Pick from your own queues, or ask a site administrator.", "agent");
        }
        return queue.Settings.Picking
            ? null
            : Verdict.Refused(RefusalReason.PickingNotAllowed, $"Queue {queue.Id} does not allow picking. Wait until it is offered.", "request");
    }

    /// <summary>
    /// Offers of one request lapse together where they came together. An exclusive one makes its agent unavailable.
    /// </summary>
    public static void Expire(RoutingState state, RequestId id, IDecision decision)
    {
        if (state.FindRequest(id) is not { Round: { } round } request)
        {
            throw new InvariantBrokenException($"An offer of request {id} lapses that nobody holds.");
        }
        var lapsed = round.Open.Where(offer => offer.ExpiresAt <= decision.Now).Select(offer => offer.Agent).ToValueList();
        CloseByAgent(request, lapsed, OfferEnd.Expired, "R7 expired", decision);
        if (!round.Exclusive) return;
        foreach (var agent in lapsed) AgentDecider.MakeUnavailable(state.AgentOf(agent), AgentReasons.NoAnswer, decision);
    }

    /// <summary>Ends offers by what their agents did or left undone; they are not offered it again for a while, or for good (R7, R16).</summary>
    public static void CloseByAgent(Request request, ValueList<PersonId> agents, OfferEnd end, string rule, IDecision decision)
    {
        var until = request.Queue is { } queue ? decision.Now.PlusSeconds(queue.Settings.RetryAfterSeconds) : Instant.MaxValue;
        decision.Emit(new OffersClosed(request.Id, request.Round!.Number, agents, end, until, rule));
    }

    /// <summary>Withdraws all open offers because the request cannot be taken any more.</summary>
    public static void CloseGone(Request request, string rule, IDecision decision)
    {
        if (request.Round is not { } round) return;
        var agents = round.Open.Select(offer => offer.Agent).ToValueList();
        decision.Emit(new OffersClosed(request.Id, round.Number, agents, OfferEnd.Gone, null, rule));
    }

    /// <summary>An offer whose lapsing was parked lapses no more: answering it is the only way on.</summary>
    private static OpenOffer? FindOpen(RoutingState state, Request request, PersonId agent, int number, Instant now)
    {
        if (request.Round is not { } round || round.Number != number || round.Find(agent) is not { } offer) return null;
        return offer.ExpiresAt > now || state.Deadlines.IsParked(RoutingDeadlines.OfferExpiry(request.Id, agent)) ? offer : null;
    }

    private static Verdict Over(RequestId request, int offer) => Verdict.Refused(
        RefusalReason.OfferOver, $"Offer {offer} of request {request} is over: it expired or was withdrawn. Answer the offers that the inbox shows now.", "offer");
}
