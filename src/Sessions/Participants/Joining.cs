using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>A customer is in the session, for the first time or again.</summary>
internal sealed record CustomerEntered(
    SessionId Session, CustomerId Customer, string Name, InvitationId? Invitation, Guid? Browser, Instant PageExpectedBy) : IJournalEvent;

/// <summary>S5: customers join by number or by link.</summary>
internal static class Joining
{
    public static Verdict Decide(SiteState state, JoinSession command, IDecision decision)
    {
        if (ValidateName(command.Name, "name") is { } invalid) return invalid;
        if (state.Find(command.Number) is not { } session) return Refusals.UnknownSession();
        var customer = new CustomerId(command.CommandId.Value);
        if (state.FindByCustomer(customer) is { } joined) return Repeated(session, joined, customer, command.Name);
        if (UnlessRoom(session) is { } full) return full;
        Enter(state, session, customer, command.Name, null, null, decision);
        return Verdict.Accepted(new Made { Session = session.Id, Number = session.Number, Customer = customer });
    }

    public static Verdict Decide(SiteState state, JoinByInvitation command, IDecision decision)
    {
        if (ValidateName(command.Name, "name") is { } invalid) return invalid;
        if (command.Browser == Guid.Empty) return Refusals.Field("browser", "is an unguessable id that the browser keeps; make one.");
        if (state.FindByInvitation(command.Invitation) is not { } session) return Refusals.InvitationUnusable();
        var invitation = session.Invited(command.Invitation)!;
        if (invitation.State == InvitationState.Revoked || invitation.Role != InvitationRole.Customer) return Refusals.InvitationUnusable();
        if (invitation.IsPersonal() && invitation.Browser is { } browser && browser != command.Browser)
        {
            return Verdict.Refused(
                RefusalReason.InvitationUsed, "This personal link was already used in another browser. Ask for an invitation of your own.");
        }

        var before = session.Customers.Find(each => each.Invitation == command.Invitation && each.Browser == command.Browser);
        if (before is { LeaveReason: LeaveReason.Removed }) return Refusals.InvitationUnusable();
        var customer = before?.Id ?? new CustomerId(command.CommandId.Value);
        if (before is null && state.FindByCustomer(customer) is not null) return Refusals.CommandIdReused();
        if (before is null || !before.IsPresent())
        {
            if (UnlessRoom(session, before is not null) is { } full) return full;
            Enter(state, session, customer, before?.Name ?? command.Name, command.Invitation, command.Browser, decision);
            if (invitation.State != InvitationState.Used) Invitations.Move(session, invitation, InvitationState.Used, command.Browser, decision);
        }
        return Verdict.Accepted(new Made { Session = session.Id, Number = session.Number, Customer = customer });
    }

    /// <summary>Lets a customer in who may come in; the first one present is assisted.</summary>
    public static void Enter(
        SiteState state, Session session, CustomerId customer, string name, InvitationId? invitation, Guid? browser, IDecision decision)
    {
        var pageBy = Presences.FirstPageBy(decision.Now, state.Settings!.CustomerGraceSeconds);
        decision.Emit(new CustomerEntered(session.Id, customer, name, invitation, browser, pageBy));
        if (session.Assisted is null) decision.Emit(new ActivitiesSwitched(session.Id, session.Running, customer));
        Holding.Settle(state, session, decision);
    }

    public static Verdict? ValidateName(string? name, string field) =>
        Texts.IsLine(name, Bounds.NameCharacters)
            ? null
            : Refusals.Field(field, $"has 1 to {Bounds.NameCharacters} characters on one line, not all blank; give the customer's name.");

    public static void Apply(SiteState state, CustomerEntered entered, Instant at)
    {
        var session = state.Get(entered.Session);
        if (session.Customers.Find(each => each.Id == entered.Customer) is { } before)
        {
            before.LeftAt = null;
            before.LeaveReason = null;
            before.Page.Reset();
        }
        else
        {
            state.AddCustomer(session, new Customer
            {
                Id = entered.Customer,
                Name = entered.Name,
                JoinedAt = at,
                Invitation = entered.Invitation,
                Browser = entered.Browser,
            });
        }
        state.Deadlines.Set(SessionDeadlines.Of(session.Id, entered.Customer), entered.PageExpectedBy);
    }

    public static void TellNews(CustomerEntered entered, SiteId site, List<INews> news) =>
        news.Add(new ParticipantJoined(site, entered.Session, ParticipantRole.Customer, entered.Customer, null, entered.Name));

    /// <summary>The same wish again, after its answer was forgotten: the customer is who joined then, also where they have left since.</summary>
    private static Verdict Repeated(Session session, Session joined, CustomerId customer, string name) =>
        session == joined && session.Customers.Find(each => each.Id == customer) is { Invitation: null } before && before.Name == name
            ? Verdict.Accepted(new Made { Session = session.Id, Number = session.Number, Customer = customer })
            : Refusals.CommandIdReused();

    private static Verdict? UnlessRoom(Session session, bool known = false)
    {
        if (session.CustomersPresent() >= session.CustomerLimit)
        {
            return Verdict.Refused(
                RefusalReason.SessionFull, $"The session has the {session.CustomerLimit} customers it may have. Try again when one has left.");
        }
        return known || session.Customers.Count < Bounds.CustomersEver ? null : Refusals.BoundReached("customers", Bounds.CustomersEver);
    }
}
