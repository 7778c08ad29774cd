using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>Control went to an assistant; the giver assists, and where their page never opened it is expected by the time named.</summary>
internal sealed record ControlMoved(
    SessionId Session, PersonId From, string FromName, PersonId To, string ToName, Instant? FromPageExpectedBy) : IJournalEvent;

/// <summary>S8: control passes in one step to an assistant who is present and connected.</summary>
internal static class TransferringControl
{
    public static Verdict Decide(SiteState state, TransferControl command, IDecision decision)
    {
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (Refusals.UnlessInControl(session, command.By) is { } refused) return refused;
        if (command.To == command.By) return Refusals.Field("to", "name an assistant; you are in control already.");
        if (session.Present(command.To) is not { } receiver) return Refusals.NotPresent("to");
        if (Refusals.UnlessPrivileged(state, command.To, Privilege.Csr, "csr") is { } lacking) return lacking;
        if (!receiver.Page.Connected)
        {
            return Verdict.Refused(
                RefusalReason.NotConnected, $"'{command.To}' is not connected to the session. Wait until they are, or pick another.", "to");
        }
        var moved = decision.Ask(new MoveSlot(state.Site, session.Id, session.Request, session.Channel, command.By, command.To));
        if (!moved.IsAccepted) return RouterRefusals.InWordsOf(moved, ("from", "by"), ("to", "to"), ("agent", "to"));

        SwitchingActivities.EndAll(session, decision);
        var voiceGoesOn = receiver.Page.VoiceCapable && state.Person(command.To)!.Has(Privilege.Voice);
        if (!voiceGoesOn) VoiceCalls.EndLive(session, decision);
        var giver = session.Present(command.By)!;
        Instant? pageBy = giver.Page.IsArriving()
            ? Presences.FirstPageBy(decision.Now, state.Settings!.PresenceGraceSeconds)
            : null;
        decision.Emit(new ControlMoved(session.Id, giver.Person, giver.Name, receiver.Person, receiver.Name, pageBy));
        if (pageBy is not null && session.Request is { } request)
        {
            // The router still waits for the giver's page; the receiver's is there.
            decision.Tell(new ConfirmJoined(state.Site, request, receiver.Person));
        }
        return Verdict.Accepted();
    }

    public static void Apply(SiteState state, ControlMoved moved, Instant at)
    {
        var session = state.Get(moved.Session);
        session.Controller = moved.To;
        if (moved.FromPageExpectedBy is { } pageBy) state.Deadlines.Set(SessionDeadlines.Of(session.Id, moved.From), pageBy);
        session.Trail.BeginStay(moved.From, moved.FromName, ParticipantRole.Assistant, at);
        session.Trail.BeginStay(moved.To, moved.ToName, ParticipantRole.Controller, at);
    }

    public static void TellNews(ControlMoved moved, SiteId site, List<INews> news)
    {
        news.Add(new ControlTransferred(site, moved.Session, moved.From, moved.To));
        news.Add(new ParticipantJoined(site, moved.Session, ParticipantRole.Assistant, null, moved.From, moved.FromName));
        news.Add(new ParticipantJoined(site, moved.Session, ParticipantRole.Controller, null, moved.To, moved.ToName));
    }
}
