using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Facts about offers and assignments.</summary>
internal sealed partial class RoutingState
{
    private void Apply(OffersOpened fact, in Stamp stamp)
    {
        var request = requests[fact.Offer.Request];
        request.LastOffer = fact.Offer.Offer;
        request.Stranded = false;
        request.Round ??= new OfferRound(fact.Offer.Offer, fact.Offer.Exclusive);
        var soleBefore = request.Round.Sole;
        foreach (var id in fact.Agents)
        {
            var agent = agents[id];
            request.Round.Set(id, fact.Offer.ExpiresAt);
            agent.Offers.Add(request);
            agent.Counters.Offered++;
            Deadlines.Set(RoutingDeadlines.OfferExpiry(request.Id, id), fact.Offer.ExpiresAt);
        }
        if (fact.Offer.Exclusive && request.Queue is { } queue) queue.LastOffered = fact.Agents[0];
        foreach (var id in fact.Agents) Refresh(agents[id]);
        if (soleBefore is { } sole) Refresh(agents[sole]);
        Explain(request, stamp, DecisionKind.Offered, fact.Rule, fact.Agents, fact.PassedOver);
        Relane(request, note: false);
    }

    private void Apply(OffersClosed fact, in Stamp stamp)
    {
        var request = requests[fact.Request];
        foreach (var id in fact.Agents)
        {
            CloseOffer(request, agents[id]);
            if (fact.ExcludedUntil is { } until) Exclude(request, agents[id], until);
            Count(request, agents[id], fact.End);
        }
        if (fact.ExcludedUntil is not null) SetDeclinedDeadline(request);
        FinishRound(request, fact.Agents);
        Explain(request, stamp, KindOf(fact.End), fact.Rule, fact.Agents);
        // Whoever else may take it holds an open broadcast already.
        Relane(request, note: request.Round is null);
    }

    private static DecisionKind KindOf(OfferEnd end) => end switch
    {
        OfferEnd.Declined => DecisionKind.Declined,
        OfferEnd.Expired => DecisionKind.Expired,
        _ => DecisionKind.Withdrawn,
    };

    private static void Count(Request request, Agent agent, OfferEnd end)
    {
        if (end == OfferEnd.Declined)
        {
            agent.Counters.Declined++;
            if (request.Queue is { } queue) queue.Counters.Declined++;
        }
        else if (end == OfferEnd.Expired)
        {
            agent.Counters.Expired++;
            if (request.Queue is { } queue) queue.Counters.Expired++;
        }
    }

    /// <summary>Not offered to this agent until then; of addressed work the agent is out and it leaves the personal queue.</summary>
    private static void Exclude(Request request, Agent agent, Instant until)
    {
        if (request.IsAddressed) LeavePersonal(request, agent);
        (request.Declined ??= [])[agent.Id] = until;
        request.Queue?.CountExclusions(request);
    }

    private void CloseOffer(Request request, Agent agent)
    {
        agent.Offers.Remove(request);
        request.Round!.Remove(agent.Id);
        Deadlines.Clear(RoutingDeadlines.OfferExpiry(request.Id, agent.Id));
    }

    /// <summary>Ends the round with its last offer, and brings those up to date whose offers ended or who alone are left.</summary>
    private void FinishRound(Request request, ValueList<PersonId> closed)
    {
        var sole = request.Round!.Sole;
        if (request.Round.Open.Count == 0) request.Round = null;
        foreach (var id in closed) Refresh(agents[id]);
        if (sole is { } left) Refresh(agents[left]);
    }

    private void Apply(RequestTaken fact, in Stamp stamp)
    {
        var request = requests[fact.Request];
        if (request.Waits) LeaveLine(request);
        foreach (var id in fact.Others) CloseOffer(request, agents[id]);
        var agent = agents[fact.Agent];
        if (fact.Accepted) CloseOffer(request, agent);
        request.Round = null;
        request.Stranded = false;
        request.Assignment = new Assignment(fact.Agent, stamp.At, fact.JoinDueAt is null);
        agent.Assigned.Add(request);
        SetOrClear(RoutingDeadlines.Join(request.Id), fact.JoinDueAt);
        Explain(request, stamp, DecisionKind.Assigned, fact.Rule, [fact.Agent]);
        if (fact.JoinDueAt is null) CountAnswer(request);
        Refresh(agent);
        foreach (var id in fact.Others) Refresh(agents[id]);
    }

    private void Apply(AssignmentJoined fact)
    {
        var request = requests[fact.Request];
        request.Assignment = request.Assignment! with { Joined = true };
        Deadlines.Clear(RoutingDeadlines.Join(request.Id));
        CountAnswer(request);
    }

    /// <summary>A request counts as answered once: for the queue and the agent whose page joined first.</summary>
    private void CountAnswer(Request request)
    {
        if (request.Answered) return;
        request.Answered = true;
        var waited = request.Assignment!.At.Since(request.AcceptedAt);
        var counters = agents[request.Assignment.Agent].Counters;
        counters.Answered++;
        counters.AnswerWaitMilliseconds += waited;
        if (request.Wish.Giver is not null) counters.TransferredIn++;
        if (request.Queue is not { } queue) return;
        queue.Counters.Answered++;
        queue.Counters.AnswerWaitMilliseconds += waited;
        if (waited > queue.Settings.ServiceLevelSeconds * 1000L) return;
        queue.Counters.AnsweredInTime++;
        counters.AnsweredInTime++;
    }

    private void Apply(AssignmentReturned fact, in Stamp stamp)
    {
        var request = requests[fact.Request];
        var agent = agents[fact.Agent];
        var assignment = request.Assignment!;
        agent.Assigned.Remove(request);
        if (assignment.Joined)
        {
            CountHandling(request, assignment, stamp);
            agent.IdleSince = stamp.At;
        }
        request.Assignment = null;
        Deadlines.Clear(RoutingDeadlines.Join(request.Id));
        var rule = fact.Reason == ReturnReason.NotJoined ? "R7 the agent's page did not join" : "S3 the agent was lost";
        Explain(request, stamp, DecisionKind.Returned, rule, [fact.Agent]);
        if (request.Waits) EnterLine(request);
        Refresh(agent);
    }

    private void Apply(AssignmentMoved fact, in Stamp stamp)
    {
        var request = requests[fact.Request];
        var giver = agents[fact.From];
        var receiver = agents[fact.To];
        giver.Assigned.Remove(request);
        if (request.Assignment!.Joined)
        {
            CountHandling(request, request.Assignment, stamp);
            giver.IdleSince = stamp.At;
        }
        receiver.Assigned.Add(request);
        request.Assignment = new Assignment(fact.To, stamp.At, Joined: true);
        Deadlines.Clear(RoutingDeadlines.Join(request.Id));
        CountAnswer(request);
        Explain(request, stamp, DecisionKind.Assigned, "S8 control was passed on", [fact.To]);
        Refresh(receiver);
        Refresh(giver);
    }
}
