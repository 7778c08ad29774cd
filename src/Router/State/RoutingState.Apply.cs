using System.Diagnostics;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Folds facts; decides nothing.</summary>
internal sealed partial class RoutingState
{
    public void Apply(IJournalEvent fact, in Stamp stamp)
    {
        switch (fact)
        {
            case AgentOrdinalSeen seen: Apply(seen); break;
            case AgentSignedIn signedIn: Apply(signedIn, stamp); break;
            case AgentBeganSigningOut signingOut: Apply(signingOut); break;
            case AgentSignedOut signedOut: Apply(signedOut, stamp); break;
            case AgentAvailabilitySet set: Apply(set); break;
            case AgentConnectionOpened opened: Apply(opened); break;
            case AgentConnectionLost lost: Apply(lost); break;
            case InboxLinesBroken broken: Apply(broken, stamp); break;
            case AgentGivenUp givenUp: Apply(givenUp); break;
            case AgentStatusTold told: Apply(told, stamp); break;
            case SlotOccupied occupied: Apply(occupied, stamp); break;
            case SlotReleased released: Apply(released, stamp); break;
            case SlotMoved moved: Apply(moved, stamp); break;
            case WrapUpExtended extended: Apply(extended); break;
            case WrapUpEnded ended: Apply(ended, stamp); break;
            case SettingsAdopted adopted: Apply(adopted, stamp); break;
            case RequestAccepted accepted: Apply(accepted, stamp); break;
            case RequestPassedOver passedOver: Apply(passedOver, stamp); break;
            case RequestMovedOn moved: Apply(moved, stamp); break;
            case RequestLeftStranded stranded: Apply(stranded, stamp); break;
            case RequestHoldChanged held: Apply(held, stamp); break;
            case ExclusionsLifted lifted: Apply(lifted, stamp); break;
            case RequestClosed closed: Apply(closed, stamp); break;
            case OffersOpened opened: Apply(opened, stamp); break;
            case OffersClosed closed: Apply(closed, stamp); break;
            case RequestTaken taken: Apply(taken, stamp); break;
            case AssignmentJoined joined: Apply(joined); break;
            case AssignmentReturned returned: Apply(returned, stamp); break;
            case AssignmentMoved moved: Apply(moved, stamp); break;
            case Resumed resumed: Apply(resumed, stamp); break;
            case DeadlineParked parked: Deadlines.Park(parked.Key); break;
            default: throw new UnreachableException($"{fact.GetType().Name} is not an event of the router.");
        }
    }

    /// <summary>Brings the indexes of the agent's queues up to date and notes what may follow from the change.</summary>
    private void Refresh(Agent agent)
    {
        var before = agent.Standing;
        var now = agent.Measure();
        agent.Ceiling = Math.Max(agent.Capacity, Math.Min(agent.Ceiling, agent.Capacity - now.Free));
        if (agent.HasPrivilege || agent.SignedIn) Work.Touched.Add(agent);
        if (agent.SigningOut && agent.Sessions == 0) Work.Leaving.Add(agent);
        if (before == now) return;
        agent.Standing = now;
        foreach (var (queue, _) in agent.Memberships) queue.Change(agent, before, now);
        if (now.Available
            && (!before.Available || now.Free > before.Free || now.OfferFree > before.OfferFree || (now.Room && !before.Room)))
        {
            Work.Freer.Add(agent);
        }
        if (agent.Offers.Count > 0 && (!now.Available || now.Free < before.Free)) Work.Tighter.Add(agent);
        if (before.SignedIn && !now.SignedIn)
        {
            foreach (var (queue, _) in agent.Memberships) NoteMemberLeft(queue);
            NoteAddressed(agent);
        }
        if (now.SignedIn && !before.SignedIn)
        {
            foreach (var (queue, _) in agent.Memberships)
            {
                if (queue.SignedIn == 1) NoteDeclined(queue);
            }
        }
    }

    /// <summary>With one member less, what others declined may have nobody else left, and a giver may be the last one.</summary>
    private void NoteMemberLeft(Queue queue)
    {
        NoteDeclined(queue);
        if (queue.SoleSignedIn is { Standing.Available: true } sole) Work.Freer.Add(sole);
    }

    /// <summary>Work addressed to one who leaves may have nobody left who is signed in (R16).</summary>
    private void NoteAddressed(Agent agent)
    {
        foreach (var request in agent.Personal.Waiting.InOrder())
        {
            if (MayBeOffered(request)) Work.Note(request);
        }
    }

    /// <summary>Whether anybody is left for what was declined is asked again when a member leaves, and when the only one comes.</summary>
    private void NoteDeclined(Queue queue)
    {
        foreach (var (exclusions, request) in queue.Declined)
        {
            // The giver may be passed over besides; with fewer excluded than are signed in somebody is left.
            if (exclusions + 1 < queue.SignedIn) return;
            if (request.Round is null && MayBeOffered(request)) Work.Note(request);
        }
    }

    /// <summary>Puts a waiting request into its line or lines.</summary>
    private void EnterLine(Request request)
    {
        if (request.Queue is { } queue)
        {
            queue.Line.Waiting.Add(request);
            queue.Line.ByAcceptance.Add(request);
            queue.CountExclusions(request);
            request.WeighedSkills = null;
        }
        else
        {
            foreach (var agent in OpenAddressees(request)) agent.Personal.Waiting.Add(request);
        }
        Relane(request);
    }

    private void LeaveLine(Request request)
    {
        if (request.Queue is { } queue)
        {
            queue.Line.Waiting.Remove(request);
            queue.Line.ByAcceptance.Remove(request);
            queue.Line.RemoveOfferable(request);
            queue.ForgetExclusions(request);
        }
        else
        {
            foreach (var agent in OpenAddressees(request)) LeavePersonal(request, agent);
        }
        Work.Forget(request);
    }

    private static void LeavePersonal(Request request, Agent agent)
    {
        agent.Personal.Waiting.Remove(request);
        agent.Personal.RemoveOfferable(request);
    }

    /// <summary>Puts a request into the lanes of what may be offered, or takes it out, and notes that it has to be looked at.</summary>
    private void Relane(Request request, bool note = true)
    {
        var may = MayBeOffered(request);
        if (request.Queue is { } queue)
        {
            SetOfferable(queue.Line, request, may);
        }
        else
        {
            foreach (var agent in OpenAddressees(request)) SetOfferable(agent.Personal, request, may);
        }
        if (!may) Work.Forget(request);
        else if (note) Work.Note(request);
    }

    private static void SetOfferable(WaitingLine line, Request request, bool may)
    {
        if (may) line.AddOfferable(request);
        else line.RemoveOfferable(request);
    }

    /// <summary>Notes a decision for the explanation (R23).</summary>
    private static void Explain(
        Request request, in Stamp stamp, DecisionKind kind, string rule, ValueList<PersonId> who, ValueList<PassedOverView>? passedOver = null)
    {
        var named = who.Count <= RoutingBounds.ExplainedAgents ? who : who.Take(RoutingBounds.ExplainedAgents).ToValueList();
        request.Decisions.Add(new DecisionView(stamp.At, stamp.Sequence, kind, rule, named, passedOver ?? ValueList<PassedOverView>.Empty));
    }
}
