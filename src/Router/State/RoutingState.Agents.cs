using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Facts about agents.</summary>
internal sealed partial class RoutingState
{
    private void Apply(AgentSignedIn fact, in Stamp stamp)
    {
        var agent = agents[fact.Agent];
        if (!agent.SignedIn)
        {
            agent.SignedInSince = stamp.At;
            agent.IdleSince = stamp.At;
        }
        agent.SignedIn = true;
        agent.SigningOut = false;
        SetReason(agent, null);
        SetDeadlinesOfLoss(agent, fact.GraceEndsAt, fact.SignOutAt);
        Refresh(agent);
    }

    private void Apply(AgentBeganSigningOut fact)
    {
        var agent = agents[fact.Agent];
        agent.SigningOut = true;
        SetReason(agent, null);
        SetDeadlinesOfLoss(agent, null, null);
        Refresh(agent);
    }

    private void Apply(AgentSignedOut fact, in Stamp stamp)
    {
        var agent = agents[fact.Agent];
        agent.SignedInMilliseconds += stamp.At.Since(agent.SignedInSince);
        agent.SignedIn = false;
        agent.SigningOut = false;
        SetReason(agent, null);
        SetDeadlinesOfLoss(agent, null, null);
        foreach (var request in agent.WrapUps.Keys.ToArray()) RemoveWrapUp(agent, request, stamp);
        Refresh(agent);
    }

    private void Apply(AgentAvailabilitySet fact)
    {
        var agent = agents[fact.Agent];
        if (agent.AwayByLoss)
        {
            agent.ReasonBefore = fact.Reason;
        }
        else
        {
            agent.Reason = fact.Reason;
        }
        Refresh(agent);
    }

    private void Apply(AgentOrdinalSeen fact)
    {
        var agent = agents[fact.Agent];
        if (fact.Gone is { } connection) agent.Reports.NoteGone(connection, fact.Ordinal);
        else agent.LastOrdinal = fact.Ordinal;
    }

    private void Apply(AgentConnectionOpened fact)
    {
        var agent = agents[fact.Agent];
        agent.Reports.NoteOpened(fact.Ordinal);
        agent.Connection = fact.Connection;
        agent.Holder = fact.Holder;
        agent.Connected = true;
        SetDeadlinesOfLoss(agent, null, null);
        if (agent.AwayByLoss) SetReason(agent, agent.ReasonBefore);
        Refresh(agent);
    }

    private void Apply(AgentConnectionLost fact)
    {
        var agent = agents[fact.Agent];
        agent.Connected = false;
        SetDeadlinesOfLoss(agent, fact.GraceEndsAt, fact.SignOutAt);
    }

    private void Apply(InboxLinesBroken fact, in Stamp stamp)
    {
        var dead = new HashSet<Guid>(fact.Holders);
        foreach (var agent in agentOrder)
        {
            if (agent is { Connected: true, Holder: { } holder } && dead.Contains(holder)) LoseLine(agent, stamp);
        }
    }

    private void Apply(AgentGivenUp fact)
    {
        var agent = agents[fact.Agent];
        Deadlines.Clear(RoutingDeadlines.ConnectionGrace(agent.Id));
        agent.ReasonBefore = agent.Reason;
        agent.Reason = AgentReasons.ConnectionLost;
        agent.AwayByLoss = true;
        Refresh(agent);
    }

    private void Apply(AgentStatusTold fact, in Stamp stamp)
    {
        var agent = agents[fact.Agent];
        if (agent.Told.State != fact.Status.State || agent.Told.Reason != fact.Status.Reason) agent.Since = stamp.At;
        agent.Told = fact.Status;
    }

    private void Apply(SlotOccupied fact, in Stamp stamp)
    {
        var person = agents[fact.Person];
        person.SelfStarted.Add(fact.Session, new HeldSlot(fact.Cost, stamp.At));
        Refresh(person);
    }

    private void Apply(SlotReleased fact, in Stamp stamp)
    {
        var person = agents[fact.Person];
        if (person.SelfStarted.Remove(fact.Session, out var slot)) person.Counters.HandleMilliseconds += stamp.At.Since(slot.Since);
        person.IdleSince = stamp.At;
        Refresh(person);
    }

    private void Apply(SlotMoved fact, in Stamp stamp)
    {
        var giver = agents[fact.From];
        var receiver = agents[fact.To];
        if (giver.SelfStarted.Remove(fact.Session, out var slot)) giver.Counters.HandleMilliseconds += stamp.At.Since(slot.Since);
        giver.IdleSince = stamp.At;
        receiver.SelfStarted[fact.Session] = new HeldSlot(fact.Cost, stamp.At);
        Refresh(receiver);
        Refresh(giver);
    }

    private void Apply(WrapUpExtended fact)
    {
        var agent = agents[fact.Agent];
        agent.WrapUps[fact.Request] = agent.WrapUps[fact.Request] with { EndsAt = fact.EndsAt };
        Deadlines.Set(RoutingDeadlines.WrapUp(fact.Request, agent.Id), fact.EndsAt);
    }

    private void Apply(WrapUpEnded fact, in Stamp stamp)
    {
        var agent = agents[fact.Agent];
        RemoveWrapUp(agent, fact.Request, stamp);
        agent.IdleSince = stamp.At;
        Refresh(agent);
    }

    private void RemoveWrapUp(Agent agent, RequestId request, in Stamp stamp)
    {
        Deadlines.Clear(RoutingDeadlines.WrapUp(request, agent.Id));
        if (!agent.WrapUps.Remove(request, out var wrapUp)) return;
        var spent = stamp.At.Since(wrapUp.Since);
        agent.Counters.WrapUpMilliseconds += spent;
        if (FindQueue(wrapUp.Queue) is { } queue) queue.Counters.WrapUpMilliseconds += spent;
    }

    /// <summary>Nobody was there: what was due moves on. In a new run every connection counts as lost from now, with full grace.</summary>
    private void Apply(Resumed fact, in Stamp stamp)
    {
        Deadlines.Shift(RoutingDeadlines.MovesOnWithGap, fact.GapMilliseconds);
        foreach (var request in Requests())
        {
            if (request.Round is not { } round) continue;
            foreach (var offer in round.Open.ToArray()) round.Set(offer.Agent, offer.ExpiresAt.PlusMilliseconds(fact.GapMilliseconds));
        }
        if (fact.LinesKept) return;
        foreach (var agent in agentOrder) LoseLine(agent, stamp);
    }

    /// <summary>The line broke with its holder: lost from now, with full grace.</summary>
    private void LoseLine(Agent agent, in Stamp stamp)
    {
        agent.Connected = false;
        if (!agent.SignedIn || agent.SigningOut) return;
        Deadlines.Set(RoutingDeadlines.SignOut(agent.Id), stamp.At.PlusSeconds(RoutingBounds.SignOutAfterLossSeconds));
        if (!agent.AwayByLoss)
        {
            Deadlines.Set(RoutingDeadlines.ConnectionGrace(agent.Id), stamp.At.PlusSeconds(Settings!.PresenceGraceSeconds));
        }
    }

    private static void SetReason(Agent agent, string? reason)
    {
        agent.Reason = reason;
        agent.AwayByLoss = false;
        agent.ReasonBefore = null;
    }

    private void SetDeadlinesOfLoss(Agent agent, Instant? graceEndsAt, Instant? signOutAt)
    {
        SetOrClear(RoutingDeadlines.ConnectionGrace(agent.Id), graceEndsAt);
        SetOrClear(RoutingDeadlines.SignOut(agent.Id), signOutAt);
    }

    private void SetOrClear(DeadlineKey key, Instant? at)
    {
        if (at is { } moment) Deadlines.Set(key, moment);
        else Deadlines.Clear(key);
    }
}
