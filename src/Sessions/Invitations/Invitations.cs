using System.Security.Cryptography;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>An invitation exists.</summary>
internal sealed record InvitationMade(
    SessionId Session,
    InvitationId Invitation,
    PersonId By,
    InvitationMeans Means,
    InvitationRole Role,
    string? Address,
    PersonId? Colleague,
    string Language,
    InvitationState State,
    CommandId Command) : IJournalEvent;

/// <summary>An invitation's state has changed.</summary>
internal sealed record InvitationMoved(
    SessionId Session, InvitationId Invitation, InvitationState State, string? Failure, Guid? Browser, PersonId? Colleague) : IJournalEvent;

/// <summary>S4: invitations and their states.</summary>
internal static class Invitations
{
    public static Verdict Decide(SiteState state, Invite command, IDecision decision)
    {
        if (Validate(command) is { } invalid) return invalid;
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (session.Invitations.Find(each => each.Command == command.CommandId) is { } made) return Repeated(session, made, command);
        if (Refusals.UnlessInControl(session, command.By) is { } refused) return refused;
        if (command.Colleague is { } colleague && UnlessCallable(state, session, colleague) is { } uncallable) return uncallable;
        if (session.Invitations.Count >= Bounds.Invitations) return Refusals.BoundReached("invitations", Bounds.Invitations);

        var invitation = SecretId(decision, 0);
        decision.Emit(new InvitationMade(
            session.Id,
            invitation,
            command.By,
            command.Means,
            command.Role,
            command.Address,
            command.Colleague,
            command.Language ?? state.Settings!.Language,
            command.Means == InvitationMeans.Mail ? InvitationState.Queued : InvitationState.Drafted,
            command.CommandId));
        return Named(session, invitation);
    }

    public static Verdict Decide(SiteState state, RevokeInvitation command, IDecision decision)
    {
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (Refusals.UnlessInControl(session, command.By) is { } refused) return refused;
        if (session.Invited(command.Invitation) is not { } invitation) return Refusals.InvitationUnusable();
        if (invitation.State != InvitationState.Revoked) Move(session, invitation, InvitationState.Revoked, null, decision);
        return Verdict.Accepted();
    }

    /// <summary>A report that comes after the invitation was used or revoked is late and changes nothing.</summary>
    public static Verdict Decide(SiteState state, ReportInvitation command, IDecision decision)
    {
        if (!command.Sent && !Texts.IsProse(command.Failure, Bounds.FailureCharacters))
        {
            return Refusals.Field("failure", $"has at most {Bounds.FailureCharacters} characters; say why the mail failed.");
        }
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (session.Invited(command.Invitation) is not { } invitation) return Refusals.InvitationUnusable();
        if (invitation.State == InvitationState.Queued)
        {
            decision.Emit(new InvitationMoved(
                session.Id,
                invitation.Id,
                command.Sent ? InvitationState.Sent : InvitationState.Failed,
                command.Sent ? null : command.Failure,
                null,
                invitation.Colleague));
        }
        return Verdict.Accepted();
    }

    /// <summary>
    /// The id of the invitation of this index among those that one command makes. Whoever knows it is let in, so it is made of the
    /// command's secret and not of its id, which others see; from one of them nobody can tell the next.
    /// </summary>
    public static InvitationId SecretId(IDecision decision, int index)
    {
        if (decision.Secret == Guid.Empty) throw new InvalidOperationException("The carrier of the command has drawn no secret.");
        Span<byte> seed = stackalloc byte[16 + sizeof(int)];
        decision.Secret.TryWriteBytes(seed);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(seed[16..], index);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(seed, hash);
        return new InvitationId(new Guid(hash[..16]));
    }

    public static Verdict? ValidateLanguage(string? language) =>
        language is null || Texts.IsLanguageTag(language)
            ? null
            : Refusals.Field("language", "is an IETF language tag such as 'de' or 'pt-BR'; leave it out for the site's language.");

    /// <summary>Moves an invitation on; a personal link is bound to the browser that uses it first.</summary>
    public static void Move(Session session, Invitation invitation, InvitationState to, Guid? browser, IDecision decision) =>
        decision.Emit(new InvitationMoved(
            session.Id, invitation.Id, to, null, invitation.IsPersonal() ? browser : null, invitation.Colleague));

    public static void Apply(SiteState state, InvitationMade made, Instant at) =>
        state.AddInvitation(state.Get(made.Session), new Invitation
        {
            Id = made.Invitation,
            At = at,
            By = made.By,
            Means = made.Means,
            Role = made.Role,
            Address = made.Address,
            Colleague = made.Colleague,
            Language = made.Language,
            State = made.State,
            Command = made.Command,
        });

    public static void Apply(SiteState state, InvitationMoved moved)
    {
        var invitation = state.Get(moved.Session).Invited(moved.Invitation)!;
        invitation.State = moved.State;
        invitation.Failure = moved.Failure;
        invitation.Browser ??= moved.Browser;
    }

    public static void TellNews(InvitationMade made, SiteId site, List<INews> news) =>
        news.Add(new InvitationChanged(site, made.Session, made.Invitation, made.State, made.Colleague));

    public static void TellNews(InvitationMoved moved, SiteId site, List<INews> news) =>
        news.Add(new InvitationChanged(site, moved.Session, moved.Invitation, moved.State, moved.Colleague));

    /// <summary>The same wish again, after its answer was forgotten: nothing is sent twice.</summary>
    private static Verdict Repeated(Session session, Invitation made, Invite command)
    {
        var same = made.By == command.By
            && made.Means == command.Means
            && made.Role == command.Role
            && made.Address == command.Address
            && made.Colleague == command.Colleague
            && (command.Language is null || made.Language == command.Language);
        return same ? Named(session, made.Id) : Refusals.CommandIdReused();
    }

    private static Verdict Named(Session session, InvitationId invitation) =>
        Verdict.Accepted(new Made { Session = session.Id, Number = session.Number, Invitations = [invitation] });

    private static Verdict? Validate(Invite command)
    {
        if (!Enum.IsDefined(command.Means)) return Refusals.Field("means", "is mail, own-mail, instant-message or colleague.");
        if (!Enum.IsDefined(command.Role)) return Refusals.Field("role", "is customer or representative.");
        var byMail = command.Means is InvitationMeans.Mail or InvitationMeans.OwnMail;
        if (command.Address is null ? command.Means == InvitationMeans.Mail : !byMail || !Texts.IsAddress(command.Address))
        {
            return Refusals.Field(
                "address",
                $"is an e-mail address of at most {Texts.AddressCharacters} characters; required for mail, possible for own-mail, absent otherwise.");
        }
        if (command.Colleague is null == (command.Means == InvitationMeans.Colleague))
        {
            return Refusals.Field("colleague", "is required for the means colleague, and absent otherwise.");
        }
        if (command.Means == InvitationMeans.Colleague && command.Role != InvitationRole.Representative)
        {
            return Refusals.Field("role", "is representative when a colleague is called.");
        }
        return ValidateLanguage(command.Language);
    }

    private static Verdict? UnlessCallable(SiteState state, Session session, PersonId colleague)
    {
        if (Refusals.UnlessPrivileged(state, colleague, Privilege.Csr, "csr") is { } refused) return refused;
        return session.Present(colleague) is null
            ? null
            : Verdict.Refused(RefusalReason.AlreadyPresent, $"'{colleague}' is in the session already.", "colleague");
    }
}
