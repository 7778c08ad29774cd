using AcdRouter.Contracts;

namespace AcdRouter.Sessions;

/// <summary>What everybody may see of live sessions.</summary>
internal static class Viewing
{
    public static object? Answer(SiteState state, IQuery query) => query switch
    {
        ShowSession show => Show(state, show),
        ShowMySessions mine => List(state, mine),
        ShowSessions all => List(state, all),
        ShowOverdueCalls overdue => state.Owed.ListOverdue(Math.Clamp(overdue.Limit, 1, Bounds.CallsListed)),
        _ => null,
    };

    private static SessionView? Show(SiteState state, ShowSession query)
    {
        if (state.Find(query.Session) is not { } session) return null;
        if (query.Customer is { } customer)
        {
            // Whoever names both a person and a customer is neither.
            return query.Person is null && session.Present(customer) is not null ? ForCustomer(session) : null;
        }
        if (query.Person is not { } person) return For(session, new Viewer(null, true, true));
        var known = state.Person(person);
        var administers = known?.Has(Privilege.Administrator) == true;
        var watches = administers || known?.Has(Privilege.Manager) == true;
        return watches || session.Present(person) is not null ? For(session, new Viewer(person, watches, administers)) : null;
    }

    /// <summary>Customers see who is in control, and nothing of assistants, givers, messages and invitations.</summary>
    private static SessionView ForCustomer(Session session) => For(session, new Viewer(null, false, false)) with
    {
        Giver = null,
        PersonalMessage = null,
        Representatives = session.Representatives.Where(each => each.Person == session.Controller).Select(each => View(session, each)).ToValueList(),
        Voice = session.Voice is { } voice ? ForCustomer(voice, session.Controller) : null,
        Transfers = [],
    };

    /// <summary>Of representatives' legs only that of who is in control; that the bridge is late is for administrators.</summary>
    private static VoiceView ForCustomer(VoiceCall voice, PersonId? controller) => new(
        voice.Id,
        voice.State == VoiceState.Overdue ? VoiceState.Ending : voice.State,
        voice.Customers.ToValueList(),
        voice.Persons.Where(each => each == controller).ToValueList());

    private static SessionView For(Session session, Viewer viewer)
    {
        var last = session.Transfers is [.., var transfer] ? transfer : null;
        var seesInvitations = viewer.Administers || (viewer.Person is { } person && session.Controller == person);
        return new SessionView(
            session.Id,
            session.Number,
            session.StartedAt,
            session.Controller,
            session.IsWaiting() ? session.Request : null,
            session.IsWaiting() ? null : session.Request,
            last is not null && viewer.MaySee(last) ? last.PersonalMessage : null,
            last?.Giver,
            session.PresentCustomers().Select(static each => new CustomerView(each.Id, each.Name, each.Page.Connected)).ToValueList(),
            session.Assisted,
            session.Representatives.Select(each => View(session, each)).ToValueList(),
            session.Running,
            session.Voice is { } voice
                ? new VoiceView(voice.Id, voice.State, voice.Customers.ToValueList(), voice.Persons.ToValueList())
                : null,
            seesInvitations ? session.Invitations.Select(View).ToValueList() : [],
            session.Transfers
                .Skip(session.Transfers.Count - Bounds.TransfersShown)
                .Select(each => View(each, viewer))
                .ToValueList());
    }

    private static SessionListView List(SiteState state, ShowMySessions query)
    {
        var sessions = state.SessionsOf(query.Person).OrderBy(static session => session.StartedAt).ThenBy(static session => session.Id);
        var calls = state.SessionsCalling(query.Person)
            .Where(session => session.Present(query.Person) is null)
            .SelectMany(session => session.Invitations
                .Where(each => each.Colleague == query.Person && each.State == InvitationState.Drafted)
                .Select(each => (each.At, Call: new ColleagueCallView(session.Id, session.Number, each.Id, each.By))))
            .OrderBy(static each => each.At)
            .ThenBy(static each => each.Call.Invitation)
            .Select(static each => each.Call);
        var views = sessions.Select(Summary).ToValueList();
        return new SessionListView(views, views.Count, calls.ToValueList());
    }

    private static SessionListView List(SiteState state, ShowSessions query) => new(
        state.OldestFirst.Take(Math.Clamp(query.Limit, 1, Bounds.SessionsListed)).Select(Summary).ToValueList(), state.SessionCount, []);

    private static SessionSummaryView Summary(Session session) =>
        new(session.Id, session.Number, session.StartedAt, session.Controller, session.CustomersPresent());

    private static RepresentativeView View(Session session, Representative each) =>
        new(each.Person, each.Name, session.Controller == each.Person, each.Page.Connected);

    private static TransferView View(Transfer each, Viewer viewer) =>
        new(each.At, each.Giver, each.Target, viewer.MaySee(each) ? each.PersonalMessage : null, each.TakenBy);

    private static InvitationView View(Invitation each) =>
        new(each.Id, each.Means, each.Role, each.Address, each.Colleague, each.State, each.Failure, each.Language);

    /// <summary>Who looks. Without a person: the operator when watching, a customer when not.</summary>
    private readonly record struct Viewer(PersonId? Person, bool Watches, bool Administers)
    {
        /// <summary>S9: the message is for its addressees, managers and the giver who wrote it.</summary>
        public bool MaySee(Transfer transfer) =>
            Watches || (Person is { } person
                && (transfer.Giver == person || transfer.TakenBy == person || transfer.Target.Agents.Contains(person)));
    }
}
