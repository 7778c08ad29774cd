using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Facts about requests.</summary>
internal sealed partial class RoutingState
{
    private void Apply(RequestAccepted fact, in Stamp stamp)
    {
        var request = new Request(fact.Wish, stamp.At, fact.Arrival, fact.Cost) { GiverUntil = fact.GiverUntil, Held = fact.Wish.Held };
        Link(request);
        if (fact.Queue is { } id) Belong(request, queues[id]);
        if (fact.GiverUntil is { } until) Deadlines.Set(RoutingDeadlines.Giver(request.Id), until);
        Explain(request, stamp, DecisionKind.Queued, fact.Rule, fact.Queue is null ? fact.Wish.Target.Agents : []);
        EnterLine(request);
        request.AcceptedPlace = PlaceOf(request);
    }

    /// <summary>The request belongs to the queue from now on and counts as offered to it.</summary>
    private static void Belong(Request request, Queue queue)
    {
        request.Queue = queue;
        queue.Live++;
        queue.Counters.Offered++;
        if (request.Wish.Giver is not null) queue.Counters.TransferredIn++;
    }

    private void Apply(RequestPassedOver fact, in Stamp stamp) =>
        Explain(requests[fact.Request], stamp, DecisionKind.PassedOver, fact.Rule, [], fact.PassedOver);

    private void Apply(RequestMovedOn fact, in Stamp stamp)
    {
        var request = requests[fact.Request];
        if (request.Waits) LeaveLine(request);
        var from = request.Queue;
        var queue = queues[fact.Queue];
        Belong(request, queue);
        request.Stranded = false;
        ForgetDeclined(request, queue, stamp);
        if (from is not null) LeaveQueue(from);
        Explain(request, stamp, DecisionKind.Moved, fact.Rule, []);
        if (request.Waits) EnterLine(request);
    }

    /// <summary>In another queue, an addressee who was out for good counts as one who has declined just now.</summary>
    private void ForgetDeclined(Request request, Queue queue, in Stamp stamp)
    {
        if (request.Declined is not { Count: > 0 } declined) return;
        var until = stamp.At.PlusSeconds(queue.Settings.RetryAfterSeconds);
        var again = new SortedList<PersonId, Instant>();
        foreach (var agent in declined.Keys) again.Add(agent, until);
        request.Declined = again;
        SetDeclinedDeadline(request);
    }

    private void Apply(RequestLeftStranded fact, in Stamp stamp)
    {
        var request = requests[fact.Request];
        request.Stranded = true;
        Work.Forget(request);
        Explain(request, stamp, DecisionKind.PassedOver, "R16 no addressee is left, no fallback queue", fact.Addressees);
    }

    private void Apply(RequestHoldChanged fact, in Stamp stamp)
    {
        var request = requests[fact.Request];
        request.Held = fact.Held;
        Explain(request, stamp, DecisionKind.Held, fact.Held ? "S10 held, no customer's line is up" : "S10 released, a customer is back", []);
        if (request.Waits) Relane(request);
    }

    private void Apply(ExclusionsLifted fact, in Stamp stamp)
    {
        var request = requests[fact.Request];
        Explain(request, stamp, DecisionKind.Lifted, fact.Rule, fact.Giver ? [.. fact.Agents, request.Wish.Giver!.Value] : fact.Agents);
        foreach (var agent in fact.Agents) request.Declined?.Remove(agent);
        if (fact.Giver)
        {
            request.GiverUntil = null;
            Deadlines.Clear(RoutingDeadlines.Giver(request.Id));
        }
        SetDeclinedDeadline(request);
        request.Queue?.CountExclusions(request);
        if (!request.Waits) return;
        Relane(request, note: request.Round is null);
        if (request.Round is not null) NoteLifted(request, fact);
    }

    /// <summary>An open broadcast is looked at for those only who may be offered it again.</summary>
    private void NoteLifted(Request request, ExclusionsLifted fact)
    {
        foreach (var id in fact.Agents) NoteFreer(id);
        if (fact.Giver && request.Wish.Giver is { } giver) NoteFreer(giver);
    }

    private void NoteFreer(PersonId id)
    {
        if (FindAgent(id) is { Standing.Available: true } agent) Work.Freer.Add(agent);
    }

    /// <summary>Declining counts until its time is over; of addressed work it counts for good and needs no deadline.</summary>
    private void SetDeclinedDeadline(Request request)
    {
        Instant? first = null;
        if (!request.IsAddressed && request.Declined is { } declined)
        {
            foreach (var until in declined.Values)
            {
                if (first is null || until < first) first = until;
            }
        }
        SetOrClear(RoutingDeadlines.Declined(request.Id), first);
    }

    private void Apply(RequestClosed fact, in Stamp stamp)
    {
        var request = requests[fact.Request];
        if (request.Waits) LeaveLine(request);
        Unlink(request);
        Ended.Add(new EndedRequest(request.Id, fact.End, request.Assignment?.Agent, stamp.At));
        Deadlines.Clear(RoutingDeadlines.Join(request.Id));
        Deadlines.Clear(RoutingDeadlines.Declined(request.Id));
        Deadlines.Clear(RoutingDeadlines.Giver(request.Id));
        if (request.Assignment is { } assignment)
        {
            EndAssignment(request, assignment, fact, stamp);
        }
        else if (fact.End == RequestEnd.Abandoned && !request.Answered && request.Queue is { } queue)
        {
            queue.Counters.Abandoned++;
        }
        if (request.Queue is { } home) LeaveQueue(home);
    }

    private void EndAssignment(Request request, Assignment assignment, RequestClosed fact, in Stamp stamp)
    {
        var agent = agents[assignment.Agent];
        agent.Assigned.Remove(request);
        if (assignment.Joined)
        {
            CountHandling(request, assignment, stamp);
            agent.IdleSince = stamp.At;
        }
        if (fact.End == RequestEnd.TransferredOn)
        {
            agent.Counters.TransferredOut++;
            if (request.Queue is { } queue) queue.Counters.TransferredOut++;
        }
        if (fact.WrapUpEndsAt is { } endsAt)
        {
            agent.WrapUps[request.Id] = new WrapUp(request.Cost, request.Queue!.Id, stamp.At, endsAt);
            Deadlines.Set(RoutingDeadlines.WrapUp(request.Id, agent.Id), endsAt);
        }
        Refresh(agent);
    }

    private void CountHandling(Request request, Assignment assignment, in Stamp stamp)
    {
        var spent = stamp.At.Since(assignment.At);
        agents[assignment.Agent].Counters.HandleMilliseconds += spent;
        if (request.Queue is { } queue) queue.Counters.HandleMilliseconds += spent;
    }

    /// <summary>A queue that is no longer in the settings goes with the last request that belongs to it.</summary>
    private void LeaveQueue(Queue queue)
    {
        queue.Live--;
        if (!queue.Closing || queue.Live > 0) return;
        foreach (var member in queue.Members) member.Memberships.RemoveAll(each => each.Queue == queue);
        queues.Remove(queue.Id);
        queueOrder = [.. queueOrder.Where(each => each != queue)];
    }
}
