using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>The refusals that several deciders share, so that one reason reads the same everywhere.</summary>
internal static class Refusals
{
    /// <summary>Also the answer for an ended session: it reveals nothing about others.</summary>
    public static Verdict UnknownSession() => Verdict.Refused(
        RefusalReason.UnknownSession, "There is no such session, or it has ended. Check the number, or ask for a new invitation.");

    public static Verdict Field(string field, string message) => Verdict.Refused(RefusalReason.InvalidField, $"{field}: {message}", field);

    public static Verdict UnknownPerson(PersonId person) => Verdict.Refused(
        RefusalReason.UnknownPerson, $"No person '{person}' has an account on the site. Ask a site administrator.", null, [person.Value]);

    public static Verdict PrivilegeMissing(PersonId person, string privilege) => Verdict.Refused(
        RefusalReason.PrivilegeMissing, $"'{person}' lacks the privilege '{privilege}'. Ask a site administrator.", null, [privilege]);

    public static Verdict NotPresent(string field) => Verdict.Refused(
        RefusalReason.ParticipantNotPresent, $"{field}: this participant is not in the session. Read the session anew.", field);

    public static Verdict BoundReached(string what, int limit) => Verdict.Refused(
        RefusalReason.SessionBoundReached, $"The session has had its {limit} {what}. Start another session.");

    public static Verdict CommandIdReused() => Verdict.Refused(
        RefusalReason.CommandIdReused, "commandId: another command has made something under this id that is still there. Make a new id for each wish.", "commandId");

    public static Verdict SessionWaiting() => Verdict.Refused(
        RefusalReason.SessionWaiting, "The session is waiting in a queue; nobody is in control. Wait until an agent has taken it.");

    public static Verdict NotInControl() => Verdict.Refused(
        RefusalReason.NotInControl, "Only the representative in control of the session may do this. Ask them, or ask for control.");

    public static Verdict InvitationUnusable() => Verdict.Refused(
        RefusalReason.InvitationUnusable, "This invitation is unknown, revoked or over. Ask for a new one.");

    /// <summary>Null when the person is in control of the session.</summary>
    public static Verdict? UnlessInControl(Session session, PersonId by)
    {
        if (session.Controller is not { } controller) return SessionWaiting();
        return controller == by ? null : NotInControl();
    }

    /// <summary>Null when the person has an account with the privilege.</summary>
    public static Verdict? UnlessPrivileged(SiteState state, PersonId person, Privilege privilege, string name)
    {
        if (state.Person(person) is not { } known) return UnknownPerson(person);
        return known.Has(privilege) ? null : PrivilegeMissing(person, name);
    }
}
