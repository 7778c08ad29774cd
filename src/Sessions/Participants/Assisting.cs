using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>A representative is in the session as assistant.</summary>
internal sealed record AssistantEntered(SessionId Session, PersonId Person, string Name, Instant PageExpectedBy) : IJournalEvent;

/// <summary>S7: a CSR of the site joins as assistant, by number, by a representative's invitation or by a colleague's call.</summary>
internal static class Assisting
{
    public static Verdict Decide(SiteState state, AssistSession command, IDecision decision)
    {
        if (Refusals.UnlessPrivileged(state, command.By, Privilege.Csr, "csr") is { } refused) return refused;
        if (command.Number is null == command.Invitation is null)
        {
            return Refusals.Field("number", "give exactly one of number and invitation.");
        }
        Invitation? invitation = null;
        Session? session;
        if (command.Invitation is { } link)
        {
            session = state.FindByInvitation(link);
            invitation = session?.Invited(link);
            if (invitation is null || !Admits(invitation, command.By)) return Refusals.InvitationUnusable();
        }
        else
        {
            session = state.Find(command.Number!.Value);
        }
        if (session is null) return Refusals.UnknownSession();
        if (session.Present(command.By) is not null)
        {
            return Verdict.Refused(RefusalReason.AlreadyPresent, $"'{command.By}' is in the session already. Open its page.");
        }
        if (session.Assistants() >= Bounds.Assistants) return Refusals.BoundReached("assistants at a time", Bounds.Assistants);

        decision.Emit(new AssistantEntered(
            session.Id,
            command.By,
            state.NameOf(command.By),
            Presences.FirstPageBy(decision.Now, state.Settings!.PresenceGraceSeconds)));
        // Whoever came by number or by another link has answered every call.
        foreach (var answered in session.Invitations.Where(each => IsAnswered(each, invitation, command.By)).ToArray())
        {
            Invitations.Move(session, answered, InvitationState.Used, null, decision);
        }
        return Verdict.Accepted(new Made { Session = session.Id, Number = session.Number });
    }

    public static void Apply(SiteState state, AssistantEntered entered, Instant at)
    {
        var session = state.Get(entered.Session);
        state.AddRepresentative(session, entered.Person, entered.Name);
        session.Trail.BeginStay(entered.Person, entered.Name, ParticipantRole.Assistant, at);
        state.Deadlines.Set(SessionDeadlines.Of(session.Id, entered.Person), entered.PageExpectedBy);
    }

    public static void TellNews(AssistantEntered entered, SiteId site, List<INews> news) =>
        news.Add(new ParticipantJoined(site, entered.Session, ParticipantRole.Assistant, null, entered.Person, entered.Name));

    private static bool IsAnswered(Invitation each, Invitation? used, PersonId person) =>
        each == used ? each.State != InvitationState.Used : each.Colleague == person && each.State == InvitationState.Drafted;

    private static bool Admits(Invitation invitation, PersonId person) =>
        invitation.State != InvitationState.Revoked
        && invitation.Role == InvitationRole.Representative
        && (invitation.Colleague is not { } colleague || colleague == person);
}
