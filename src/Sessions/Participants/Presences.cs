using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>A participant's session page listens.</summary>
internal sealed record PageOpened(
    SessionId Session,
    PersonId? Person,
    CustomerId? Customer,
    ConnectionId Connection,
    WindowId Window,
    bool VoiceCapable,
    long Ordinal,
    Guid? Holder = null) : IJournalEvent;

/// <summary>A participant's session page is away: closed, or its line lost. Back by the time named, or the participant is gone.</summary>
internal sealed record PageAway(
    SessionId Session, PersonId? Person, CustomerId? Customer, bool Farewell, Instant BackBy, PageDeparture Departure) : IJournalEvent;

/// <summary>A connection or window other than the last opened is gone, or again; its opening counts no more when it comes.</summary>
internal sealed record PageReportPassed(SessionId Session, PersonId? Person, CustomerId? Customer, PageDeparture Departure) : IJournalEvent;

/// <summary>S3: presence by the reports of session pages. Of several windows only the last opened counts.</summary>
internal static class Presences
{
    /// <summary>S3: browsers cannot tell a reload from a close; a page reloads within this time.</summary>
    public const int FarewellSeconds = 5;

    /// <summary>The first page after joining gets at least this long to load, also where a lost line gets no grace.</summary>
    public const int FirstPageSeconds = 15;

    /// <summary>Until when the first page has to open: one that never opens counts as lost from the join.</summary>
    public static Instant FirstPageBy(Instant now, int graceSeconds) => now.PlusSeconds(Math.Max(graceSeconds, FirstPageSeconds));

    public static Verdict Decide(SiteState state, ReportSessionPage command, IDecision decision)
    {
        if (command.Person is null == command.Customer is null)
        {
            return Refusals.Field("person", "give exactly one of person and customer.");
        }
        if (!Enum.IsDefined(command.Change)) return Refusals.Field("change", "is opened, lost or farewell.");
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (Find(session, command.Person, command.Customer) is not { } page)
        {
            return Refusals.NotPresent(command.Person is null ? "customer" : "person");
        }
        if (command.Change == ConnectionChange.Opened)
        {
            if (!page.IsLateOpening(command.Connection, command.Window, command.Ordinal)) Open(state, session, page, command, decision);
            return Verdict.Accepted();
        }
        var departure = new PageDeparture(command.Connection, null, command.Ordinal);
        Leave(state, session, page, (command.Person, command.Customer), departure, command.Change == ConnectionChange.Farewell, decision);
        return Verdict.Accepted();
    }

    public static Verdict Decide(SiteState state, CloseWindow command, IDecision decision)
    {
        foreach (var session in state.SessionsOf(command.Person))
        {
            var page = session.Present(command.Person)!.Page;
            Leave(state, session, page, (command.Person, null), new PageDeparture(null, command.Window, command.Ordinal), true, decision);
        }
        return Verdict.Accepted();
    }

    public static void Apply(SiteState state, PageOpened opened)
    {
        var page = Get(state, opened.Session, opened.Person, opened.Customer);
        page.Open(opened);
        state.Deadlines.Clear(Key(opened.Session, opened.Person, opened.Customer));
    }

    public static void Apply(SiteState state, PageAway away)
    {
        var page = Get(state, away.Session, away.Person, away.Customer);
        page.Connected = false;
        page.SaidFarewell = away.Farewell;
        page.Note(away.Departure);
        state.Deadlines.Set(Key(away.Session, away.Person, away.Customer), away.BackBy);
    }

    public static void Apply(SiteState state, PageReportPassed passed) =>
        Get(state, passed.Session, passed.Person, passed.Customer).Note(passed.Departure);

    /// <summary>
    /// What was away has the gap more. In a new run every connection counts as lost from now, with full grace, and time enough for
    /// a page to load where the grace is shorter. Within one run pages listen on, and whoever holds a line says when it is lost.
    /// </summary>
    public static void Apply(SiteState state, Resumed resumed, Instant at)
    {
        state.Deadlines.Shift(SessionDeadlines.IsPushedByGap, resumed.GapMilliseconds);
        if (resumed.LinesKept || state.Settings is not { } settings) return;
        foreach (var session in state.Sessions)
        {
            Lose(state, session, settings, at, static page => page.Connected);
            // Before everything else that is due: nothing is offered for a session whose customers' lines are lost.
            if (session.IsWaiting() || Holding.IsAwaitingAgent(session)) state.Deadlines.Set(SessionDeadlines.Hold(session.Id), Instant.MinValue);
        }
    }

    /// <summary>Pages whose lines broke with their holder, not by a report: full grace, and time enough for a page to load.</summary>
    public static void Lose(SiteState state, Session session, SettingsAdopted settings, Instant at, Func<Presence, bool> isLost)
    {
        foreach (var customer in session.PresentCustomers())
        {
            if (!isLost(customer.Page)) continue;
            customer.Page.Connected = false;
            state.Deadlines.Set(SessionDeadlines.Of(session.Id, customer.Id), FirstPageBy(at, settings.CustomerGraceSeconds));
        }
        foreach (var representative in session.Representatives)
        {
            if (!isLost(representative.Page)) continue;
            representative.Page.Connected = false;
            state.Deadlines.Set(SessionDeadlines.Of(session.Id, representative.Person), FirstPageBy(at, settings.PresenceGraceSeconds));
        }
    }

    private static void Open(SiteState state, Session session, Presence page, ReportSessionPage command, IDecision decision)
    {
        var first = page.IsArriving();
        decision.Emit(new PageOpened(
            session.Id, command.Person, command.Customer, command.Connection, command.Window, command.VoiceCapable, command.Ordinal, command.Holder));
        if (first && command.Person is { } person && session.Controller == person && session.Request is { } request)
        {
            decision.Tell(new ConfirmJoined(state.Site, request, person));
        }
        Holding.Settle(state, session, decision);
    }

    private static void Leave(
        SiteState state,
        Session session,
        Presence page,
        (PersonId? Person, CustomerId? Customer) whose,
        PageDeparture departure,
        bool farewell,
        IDecision decision)
    {
        if (page.IsLateDeparture(departure)) return;
        var (person, customer) = whose;
        var counts = page.Connection is { } connection && (departure.Connection == connection || departure.Window == page.Window);
        // A farewell is often followed by the loss of the same line, which must not lengthen its 5 s.
        if (!counts || (!page.Connected && (page.SaidFarewell || !farewell)))
        {
            decision.Emit(new PageReportPassed(session.Id, person, customer, departure));
            return;
        }
        var settings = state.Settings!;
        var grace = person is null ? settings.CustomerGraceSeconds : settings.PresenceGraceSeconds;
        var backBy = decision.Now.PlusSeconds(farewell ? FarewellSeconds : grace);
        if (!page.Connected && state.Deadlines.Find(Key(session.Id, person, customer)) is { } lostUntil && lostUntil < backBy) backBy = lostUntil;
        decision.Emit(new PageAway(session.Id, person, customer, farewell, backBy, departure));
        Holding.Settle(state, session, decision);
    }

    private static Presence? Find(Session session, PersonId? person, CustomerId? customer) =>
        person is { } representative ? session.Present(representative)?.Page : session.Present(customer!.Value)?.Page;

    private static Presence Get(SiteState state, SessionId session, PersonId? person, CustomerId? customer) =>
        Find(state.Get(session), person, customer) ?? throw new InvalidOperationException("A page's participant is not in the session.");

    private static DeadlineKey Key(SessionId session, PersonId? person, CustomerId? customer) =>
        person is { } representative
            ? SessionDeadlines.Of(session, representative)
            : SessionDeadlines.Of(session, customer!.Value);
}
