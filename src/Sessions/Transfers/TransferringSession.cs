using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>The session was handed over: the router has the request, the giver has left, the session waits.</summary>
internal sealed record SessionHandedOver(
    SessionId Session, RequestId Request, PersonId Giver, RoutingTarget Target, string? PersonalMessage) : IJournalEvent;

/// <summary>S9: the hand-over. Nothing is emitted before the router has accepted, so that a refusal leaves everything as it was.</summary>
internal static class TransferringSession
{
    public static Verdict Decide(SiteState state, TransferSession command, IDecision decision)
    {
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        var request = new RequestId(command.CommandId.Value);
        if (session.Transfers.Find(each => each.Request == request) is { } made) return Repeated(session, made, command);
        if (Refusals.UnlessInControl(session, command.By) is { } refused) return refused;
        if (Refusals.UnlessPrivileged(state, command.By, Privilege.Agent, "agent") is { } lacking) return lacking;
        if (session.CustomersPresent() == 0)
        {
            return Verdict.Refused(RefusalReason.NoCustomerPresent, "No customer is in the session; there is nobody to hand over. End it.");
        }
        if (ReadTarget(command, out var target) is { } wrong) return wrong;
        if (PersonalMessage.Read(command.PersonalMessage, out var message) is { } unreadable) return unreadable;
        if (session.Transfers.Count >= Bounds.Transfers) return Refusals.BoundReached("transfers", Bounds.Transfers);

        var routed = decision.Ask(new RequestRouting(
            state.Site,
            request,
            session.Id,
            session.Number,
            session.Channel,
            state.Settings!.TransferPriority,
            session.PresentCustomers().First().Name,
            session.Answers,
            session.WantedSkills,
            target,
            message,
            command.By,
            session.Request,
            target.Agents.Where(agent => session.Present(agent)?.Page.Connected == true).ToValueList())
        {
            Customers = session.Customers.Select(static customer => customer.Id).ToValueList(),
            Held = Holding.IsHeld(session),
        });
        if (!routed.IsAccepted)
        {
            return RouterRefusals.InWordsOf(
                routed, ("target", command.Queue is null ? "agents" : "queue"), ("request", "commandId"));
        }


        SwitchingActivities.EndAll(session, decision);
        VoiceCalls.EndLive(session, decision);
        decision.Emit(new SessionHandedOver(session.Id, request, command.By, target, message));
        Holding.Settle(state, session, decision);
        return Verdict.Accepted(new Made
        {
            Session = session.Id,
            Number = session.Number,
            Request = request,
            Position = routed.Made.Position,
        });
    }

    public static void Apply(SiteState state, SessionHandedOver handed, Instant at)
    {
        var session = state.Get(handed.Session);
        session.Transfers.Add(new Transfer
        {
            At = at,
            Request = handed.Request,
            Giver = handed.Giver,
            Target = handed.Target,
            PersonalMessage = handed.PersonalMessage,
        });
        state.RemoveRepresentative(session, handed.Giver, at);
        session.Request = handed.Request;
        session.Trail.BeginWait(handed.Request, handed.Target, WaitReason.Transferred, at);
    }

    /// <summary>The message is not news: only those whom the offer reaches see it.</summary>
    public static void TellNews(SessionHandedOver handed, SiteId site, Instant at, List<INews> news)
    {
        news.Add(new SessionTransferred(site, handed.Session, handed.Request, handed.Giver, handed.Target, at));
        news.Add(new ParticipantLeft(site, handed.Session, null, handed.Giver, LeaveReason.Transferred));
        news.Add(new SessionWaiting(site, handed.Session, handed.Request, WaitReason.Transferred));
    }

    /// <summary>The same wish again, after its answer was forgotten: the session was handed over then.</summary>
    private static Verdict Repeated(Session session, Transfer made, TransferSession command)
    {
        var same = made.Giver == command.By
            && ReadTarget(command, out var target) is null
            && made.Target == target
            && PersonalMessage.Read(command.PersonalMessage, out var message) is null
            && made.PersonalMessage == message;
        return same
            ? Verdict.Accepted(new Made { Session = session.Id, Number = session.Number, Request = made.Request })
            : Refusals.CommandIdReused();
    }

    private static Verdict? ReadTarget(TransferSession command, out RoutingTarget target)
    {
        var agents = (command.Agents ?? []).Distinct().ToValueList();
        target = new RoutingTarget(command.Queue, agents);
        if (command.Queue is null == (agents.Count == 0))
        {
            return Verdict.Refused(RefusalReason.TargetMissing, "Name exactly one queue, or one or more agents.");
        }
        return agents.Count <= Bounds.Agents
            ? null
            : Refusals.Field("agents", $"names at most {Bounds.Agents} agents; name fewer, or a queue.");
    }
}
