using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Decides about the slots of self-started sessions, control passed on, and wrap-ups (R6, R17).</summary>
internal static class SlotDecider
{
    public static Verdict Decide(RoutingState state, OccupySlot message, IDecision decision)
    {
        if (state.FindAgent(message.Person) is not { Settings: not null } person) return Refuse.UnknownPerson(message.Person, "person");
        if (person.SelfStarted.ContainsKey(message.Session)) return Verdict.Accepted();
        var cost = state.CostOf(message.Channel);
        if (person.Standing.Free < cost)
        {
            return Verdict.Refused(
                RefusalReason.SessionLimitReached,
                $"{person.Capacity - person.Standing.Free} of {person.Capacity}: {person.Id} holds as many sessions, offers and wrap-ups as allowed. End one first.",
                "person");
        }
        decision.Emit(new SlotOccupied(person.Id, message.Session, cost));
        return Verdict.Accepted();
    }

    public static Verdict Decide(RoutingState state, ReleaseSlot message, IDecision decision)
    {
        if (state.FindAgent(message.Person) is { } person && person.SelfStarted.ContainsKey(message.Session))
        {
            decision.Emit(new SlotReleased(person.Id, message.Session));
        }
        return Verdict.Accepted();
    }

    public static Verdict Decide(RoutingState state, MoveSlot message, IDecision decision)
    {
        if (state.FindAgent(message.From) is not { } from) return Refuse.UnknownPerson(message.From, "from");
        if (state.FindAgent(message.To) is not { Settings: not null } to) return Refuse.UnknownPerson(message.To, "to");
        if (from == to) return Verdict.Accepted();
        if (message.Request is { } id)
        {
            if (state.FindRequest(id) is not { } request) return Refuse.NotAlive(state, id, to.Id);
            if (request.Assignment?.Agent != from.Id)
            {
                return Verdict.Refused(RefusalReason.NotInControl, $"{from.Id} does not have request {id}.", "from");
            }
            if (to.Standing.Free < request.Cost) return Refuse.Full(to, request.Cost);
            decision.Emit(new AssignmentMoved(id, from.Id, to.Id));
            return Verdict.Accepted();
        }
        var cost = from.SelfStarted.TryGetValue(message.Session, out var slot) ? slot.Cost : state.CostOf(message.Channel);
        if (to.Standing.Free < cost) return Refuse.Full(to, cost);
        decision.Emit(new SlotMoved(message.Session, from.Id, to.Id, cost));
        return Verdict.Accepted();
    }

    public static Verdict Decide(RoutingState state, ChangeWrapUp command, IDecision decision)
    {
        if (AgentDecider.Find(state, command.Agent, out var agent) is { } refusal) return refusal;
        if (command.ExtendSeconds is < 1 or > RoutingBounds.WrapUpExtensionSeconds)
        {
            return Verdict.Refused(
                RefusalReason.InvalidField, $"extendSeconds: 1 to {RoutingBounds.WrapUpExtensionSeconds}, or null to end now.", "extendSeconds");
        }
        if (!agent.WrapUps.TryGetValue(command.Request, out var wrapUp))
        {
            return Verdict.Refused(RefusalReason.NotInWrapUp, $"{agent.Id} is not in wrap-up after request {command.Request}.", "request");
        }
        if (command.ExtendSeconds is not { } seconds)
        {
            decision.Emit(new WrapUpEnded(agent.Id, command.Request));
            return Verdict.Accepted();
        }
        var endsAt = wrapUp.EndsAt.PlusSeconds(seconds);
        if (endsAt > decision.Now.PlusSeconds(RoutingBounds.WrapUpSeconds))
        {
            return Verdict.Refused(
                RefusalReason.InvalidField, $"extendSeconds: a wrap-up ends at most {RoutingBounds.WrapUpSeconds} s from now.", "extendSeconds");
        }
        decision.Emit(new WrapUpExtended(agent.Id, command.Request, endsAt));
        return Verdict.Accepted();
    }
}
