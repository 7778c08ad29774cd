using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>A session exists: started by a CSR, who is in control, or by a customer, then waiting by the request named.</summary>
internal sealed record SessionOpened(
    SessionId Session,
    SessionNumber Number,
    PersonId? By,
    string? ByName,
    SessionMode? Mode,
    string Channel,
    int CustomerLimit,
    RequestId? Request,
    RoutingTarget? Target,
    ValueList<FormAnswer> Answers,
    ValueList<string> WantedSkills,
    Instant? PageExpectedBy) : IJournalEvent;

/// <summary>S1: a signed-in CSR starts a session. The router, who owns capacity, is asked for the slot.</summary>
internal static class StartingSession
{
    /// <summary>Where the settings list channels, this one can be given a cost like any other.</summary>
    public const string DefaultChannel = "default";

    public static Verdict Decide(SiteState state, StartSession command, IDecision decision)
    {
        if (Refusals.UnlessPrivileged(state, command.By, Privilege.Csr, "csr") is { } refused) return refused;
        if (Validate(command) is { } invalid) return invalid;
        var session = new SessionId(command.CommandId.Value);
        var channel = command.Channel ?? DefaultChannel;
        if (state.Find(session) is { } started) return Repeated(started, command, channel);
        if (SessionNumbers.FirstFree(state, decision) is not { } number) return SessionNumbers.NoneFree();
        var asked = decision.Ask(new OccupySlot(state.Site, command.By, session, channel));
        if (!asked.IsAccepted) return RouterRefusals.InWordsOf(asked, ("person", "by"));

        var by = state.Person(command.By)!;
        decision.Emit(new SessionOpened(
            session,
            number,
            by.Id,
            by.Name,
            by.Mode,
            channel,
            state.Settings!.MaxCustomersPerSession,
            null,
            null,
            [],
            [],
            Presences.FirstPageBy(decision.Now, state.Settings.PresenceGraceSeconds)));
        var invitations = Invite(state, command, session, decision);
        return Verdict.Accepted(new Made { Session = session, Number = number, Invitations = invitations });
    }

    /// <summary>Null when the channel's name is absent or in range.</summary>
    public static Verdict? ValidateChannel(string? channel) =>
        channel is null || Texts.IsLine(channel, Bounds.ChannelCharacters)
            ? null
            : Refusals.Field("channel", $"has 1 to {Bounds.ChannelCharacters} characters on one line; leave it out for the default.");

    public static void Apply(SiteState state, SessionOpened opened, Instant at)
    {
        var session = new Session
        {
            Id = opened.Session,
            Number = opened.Number,
            StartedAt = at,
            StartedBy = opened.By,
            Mode = opened.Mode,
            Channel = opened.Channel,
            CustomerLimit = opened.CustomerLimit,
            Answers = opened.Answers,
            WantedSkills = opened.WantedSkills,
            Request = opened.Request,
        };
        state.Add(session);
        if (opened.By is { } by)
        {
            state.AddRepresentative(session, by, opened.ByName!);
            session.Controller = by;
            session.Trail.BeginStay(by, opened.ByName!, ParticipantRole.Controller, at);
            state.Deadlines.Set(SessionDeadlines.Of(session.Id, by), opened.PageExpectedBy!.Value);
        }
        else
        {
            session.Trail.BeginWait(opened.Request!.Value, opened.Target, WaitReason.NewCustomer, at);
        }
    }

    public static void TellNews(SessionOpened opened, SiteId site, Instant at, List<INews> news)
    {
        news.Add(new SessionStarted(site, opened.Session, opened.Number, opened.By, at));
        if (opened.By is { } by)
        {
            news.Add(new ParticipantJoined(site, opened.Session, ParticipantRole.Controller, null, by, opened.ByName!));
        }
        else
        {
            news.Add(new SessionWaiting(site, opened.Session, opened.Request!.Value, WaitReason.NewCustomer));
        }
    }

    /// <summary>The same wish again, after its answer was forgotten: the session is the one started then.</summary>
    private static Verdict Repeated(Session session, StartSession command, string channel)
    {
        var invited = session.Invitations.Where(each => each.Command == command.CommandId).ToArray();
        if (session.StartedBy != command.By || session.Channel != channel) return Refusals.CommandIdReused();
        if (!invited.Select(static each => each.Address).SequenceEqual(command.InviteAddresses)) return Refusals.CommandIdReused();
        return Verdict.Accepted(new Made
        {
            Session = session.Id,
            Number = session.Number,
            Invitations = invited.Length == 0 ? null : invited.Select(static each => each.Id).ToValueList(),
        });
    }

    private static Verdict? Validate(StartSession command)
    {
        if (command.InviteAddresses is null || command.InviteAddresses.Count > Bounds.InviteAddresses)
        {
            return Refusals.Field("inviteAddresses", $"is a list of at most {Bounds.InviteAddresses} addresses; give fewer, or an empty list.");
        }
        var wrong = command.InviteAddresses.Where(static address => !Texts.IsAddress(address)).Order(StringComparer.Ordinal).ToValueList();
        if (wrong.Count > 0)
        {
            return Verdict.Refused(
                RefusalReason.InvalidField, "inviteAddresses: the addresses named are not e-mail addresses; correct them.", "inviteAddresses", wrong);
        }
        return Invitations.ValidateLanguage(command.Language) ?? ValidateChannel(command.Channel);
    }

    private static ValueList<InvitationId>? Invite(SiteState state, StartSession command, SessionId session, IDecision decision)
    {
        if (command.InviteAddresses.Count == 0) return null;
        var made = new List<InvitationId>(command.InviteAddresses.Count);
        foreach (var address in command.InviteAddresses)
        {
            var invitation = Invitations.SecretId(decision, made.Count);
            made.Add(invitation);
            decision.Emit(new InvitationMade(
                session,
                invitation,
                command.By,
                InvitationMeans.Mail,
                InvitationRole.Customer,
                address,
                null,
                command.Language ?? state.Settings!.Language,
                InvitationState.Queued,
                command.CommandId));
        }
        return [.. made];
    }
}
