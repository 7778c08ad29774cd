using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>The refusals that several deciders give, each with one wording.</summary>
internal static class Refuse
{
    public static Verdict NoSite(SiteId site) =>
        Verdict.Refused(RefusalReason.UnknownSite, $"Site {site} is not configured here.", "site");

    public static Verdict UnknownPerson(PersonId person, string field) =>
        Verdict.Refused(RefusalReason.UnknownPerson, $"{field}: no person {person} with sessions on this site.", field, [person.Value]);

    public static Verdict NoAgent(PersonId person) => Verdict.Refused(
        RefusalReason.PrivilegeMissing, $"{person} lacks the privilege 'agent'. Ask a site administrator.", "agent", [person.Value]);

    public static Verdict SignedOut(Agent agent) => Verdict.Refused(
        RefusalReason.AgentSignedOut,
        agent.SigningOut ? $"{agent.Id} is signing out. Sign in again first." : $"{agent.Id} is signed out. Sign in first.",
        "agent");

    public static Verdict Full(Agent agent, int cost)
    {
        var taken = agent.Capacity - agent.Standing.Free;
        var message = cost == 1
            ? $"{taken} of {agent.Capacity}: {agent.Id} holds as many sessions, offers and wrap-ups as allowed. End one first."
            : $"{taken} of {agent.Capacity}: {agent.Id} has fewer than the {cost} slots left that this one takes. End one first.";
        return Verdict.Refused(RefusalReason.AgentFull, message, "agent");
    }

    public static Verdict Taken(RoutingState state, PersonId agent)
    {
        var name = state.FindAgent(agent)?.Name ?? agent.Value;
        return Verdict.Refused(RefusalReason.TakenByAnother, $"{name} ({agent}) has the request.", "request", [agent.Value]);
    }

    public static Verdict OnHold(RequestId request) => Verdict.Refused(
        RefusalReason.RequestOnHold, $"The customer's line is lost; request {request} keeps its place and is not given out meanwhile.", "request");

    /// <summary>What to say of a request that is not alive: who had it, that the customer has gone, or that it is not known.</summary>
    public static Verdict NotAlive(RoutingState state, RequestId request, PersonId asking)
    {
        if (state.Ended.Find(request) is not { } ended || ended.Agent == asking)
        {
            return Verdict.Refused(RefusalReason.UnknownRequest, $"No request {request}, or it has ended.", "request");
        }
        return ended.Agent is { } agent
            ? Taken(state, agent)
            : Verdict.Refused(
                RefusalReason.RequestGone, "The customer has gone. You keep your idle time and are not charged with a decline.", "request");
    }
}
