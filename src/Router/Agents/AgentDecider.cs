using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Decides what agents say of themselves (R17), and what follows from their connection.</summary>
internal static class AgentDecider
{
    public static Verdict Decide(RoutingState state, SignIn command, IDecision decision)
    {
        if (Find(state, command.Agent, out var agent) is { } refusal) return refusal;
        if (!IsNews(agent, command.Ordinal, decision)) return Verdict.Accepted();
        if (agent.SignedIn && !agent.SigningOut) return Verdict.Accepted();
        var settings = state.Settings!;
        Instant? grace = agent.Connected ? null : decision.Now.PlusSeconds(settings.PresenceGraceSeconds);
        Instant? signOut = agent.Connected ? null : decision.Now.PlusSeconds(RoutingBounds.SignOutAfterLossSeconds);
        decision.Emit(new AgentSignedIn(agent.Id, grace, signOut));
        return Verdict.Accepted();
    }

    public static Verdict Decide(RoutingState state, SignOut command, IDecision decision)
    {
        if (Find(state, command.Agent, out var agent) is { } refusal) return refusal;
        if (IsNews(agent, command.Ordinal, decision)) SignOut(agent, decision);
        return Verdict.Accepted();
    }

    public static Verdict Decide(RoutingState state, SetAgentState command, IDecision decision)
    {
        if (Find(state, command.Agent, out var agent) is { } refusal) return refusal;
        if (command.Ordinal <= agent.LastOrdinal) return Verdict.Accepted();
        if (!agent.SignedIn || agent.SigningOut) return Refuse.SignedOut(agent);
        if (command.Availability is not (Availability.Available or Availability.Unavailable))
        {
            return Verdict.Refused(RefusalReason.InvalidField, "availability: expected 'available' or 'unavailable'.", "availability");
        }
        var reasons = state.Settings!.UnavailableReasons;
        var unavailable = command.Availability == Availability.Unavailable;
        if (unavailable && (command.Reason is null || !reasons.Contains(command.Reason)))
        {
            return Verdict.Refused(
                RefusalReason.UnknownUnavailableReason,
                "reason: not one of the site's reasons for being unavailable; the names list them.",
                "reason",
                reasons.Order(StringComparer.Ordinal).ToValueList());
        }
        decision.Emit(new AgentOrdinalSeen(agent.Id, command.Ordinal));
        SetReason(agent, unavailable ? command.Reason : null, decision);
        return Verdict.Accepted();
    }

    /// <summary>Signs out at once, or with the last session.</summary>
    public static void SignOut(Agent agent, IDecision decision)
    {
        if (!agent.SignedIn || agent.SigningOut) return;
        decision.Emit(agent.Sessions > 0 ? new AgentBeganSigningOut(agent.Id) : new AgentSignedOut(agent.Id));
    }

    /// <summary>Makes an agent unavailable who did not answer; open offers are not declined but withdrawn.</summary>
    public static void MakeUnavailable(Agent agent, string reason, IDecision decision)
    {
        if (!agent.SignedIn || agent.SigningOut || agent.AwayByLoss) return;
        if (agent.Reason is null) decision.Emit(new AgentAvailabilitySet(agent.Id, reason));
    }

    /// <summary>Turning unavailable during an offer declines it (R7).</summary>
    private static void SetReason(Agent agent, string? reason, IDecision decision)
    {
        var current = agent.AwayByLoss ? agent.ReasonBefore : agent.Reason;
        if (string.Equals(current, reason, StringComparison.Ordinal)) return;
        if (reason is not null)
        {
            foreach (var request in agent.Offers.ToArray())
            {
                OfferDecider.CloseByAgent(request, [agent.Id], OfferEnd.Declined, "R7 turned unavailable", decision);
            }
        }
        decision.Emit(new AgentAvailabilitySet(agent.Id, reason));
    }

    public static Verdict Decide(RoutingState state, ReportAgentConnection command, IDecision decision)
    {
        if (Find(state, command.Agent, out var agent) is { } refusal) return refusal;
        if (command.Change is not (ConnectionChange.Opened or ConnectionChange.Lost or ConnectionChange.Farewell))
        {
            return Verdict.Refused(RefusalReason.InvalidField, "change: expected 'opened', 'lost' or 'farewell'.", "change");
        }
        if (command.Change == ConnectionChange.Opened)
        {
            if (agent.Reports.IsLateOpening(command.Connection, command.Ordinal)) return Verdict.Accepted();
            decision.Emit(new AgentConnectionOpened(agent.Id, command.Connection, command.Ordinal, command.Holder));
            return Verdict.Accepted();
        }
        if (agent.Reports.IsLateLoss(command.Connection, command.Ordinal)) return Verdict.Accepted();
        decision.Emit(new AgentOrdinalSeen(agent.Id, command.Ordinal, command.Connection));
        if (agent.Connected && agent.Connection == command.Connection)
        {
            var counts = agent.SignedIn && !agent.SigningOut;
            Instant? grace = counts ? decision.Now.PlusSeconds(state.Settings!.PresenceGraceSeconds) : null;
            Instant? signOut = counts ? decision.Now.PlusSeconds(RoutingBounds.SignOutAfterLossSeconds) : null;
            decision.Emit(new AgentConnectionLost(agent.Id, grace, signOut));
        }
        return Verdict.Accepted();
    }

    /// <summary>Lines of processes that died: those report nothing.</summary>
    public static Verdict Decide(RoutingState state, LoseInboxLines told, IDecision decision)
    {
        var alive = new HashSet<Guid>(told.Alive);
        var dead = new SortedSet<Guid>();
        foreach (var agent in state.Agents)
        {
            if (agent is { Connected: true, Holder: { } holder } && !alive.Contains(holder)) dead.Add(holder);
        }
        if (dead.Count > 0) decision.Emit(new InboxLinesBroken([.. dead], [.. dead.Where(each => !told.Told.Contains(each))]));
        return Verdict.Accepted();
    }

    /// <summary>The grace is over: offers are withdrawn as the agent can take them no longer.</summary>
    public static void GiveUp(RoutingState state, PersonId id, IDecision decision) => decision.Emit(new AgentGivenUp(state.AgentOf(id).Id));

    /// <summary>The inbox has been away too long.</summary>
    public static void SignOutAway(RoutingState state, PersonId id, IDecision decision) => SignOut(state.AgentOf(id), decision);

    /// <summary>Signs those out who were signing out and have ended their last session.</summary>
    public static void FinishSigningOut(RoutingState state, IDecision decision)
    {
        while (state.Work.Leaving.Min is { } agent)
        {
            state.Work.Leaving.Remove(agent);
            if (agent.SigningOut && agent.Sessions == 0) decision.Emit(new AgentSignedOut(agent.Id));
        }
    }

    /// <summary>Tells others of changed states and loads, once a decision.</summary>
    public static void TellStatus(RoutingState state, IDecision decision)
    {
        while (state.Work.Touched.Min is { } agent)
        {
            var status = agent.Status();
            if (status != agent.Told) decision.Emit(new AgentStatusTold(agent.Id, status));
            state.Work.Touched.Remove(agent);
        }
    }

    /// <summary>True when the ordinal is above the last one seen, which is then noted.</summary>
    private static bool IsNews(Agent agent, long ordinal, IDecision decision)
    {
        if (ordinal <= agent.LastOrdinal) return false;
        decision.Emit(new AgentOrdinalSeen(agent.Id, ordinal));
        return true;
    }

    /// <summary>Finds an agent who has the privilege; otherwise answers the refusal.</summary>
    public static Verdict? Find(RoutingState state, PersonId id, out Agent agent)
    {
        agent = state.FindAgent(id)!;
        if (agent is null) return state.Settings!.People.Any(each => each.Id == id) ? Refuse.NoAgent(id) : Refuse.UnknownPerson(id, "agent");
        return agent.HasPrivilege ? null : Refuse.NoAgent(id);
    }
}
