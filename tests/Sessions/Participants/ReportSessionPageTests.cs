using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class ReportSessionPageTests
{
    private readonly Site site = new();

    [Fact, Accepts("S3")]
    public void S3_closing_the_page_ends_the_session_after_5_s()
    {
        var session = site.Started(Site.Ann);
        site.Farewell(session, Site.Ann);
        site.Pass(4);
        site.Show(session).ShouldNotBeNull();
        site.Pass(1);
        site.News.ShouldContain(new SessionEnded(Site.Id, session, SessionEnd.PageClosed, site.Now));
        site.Told.ShouldBe([new ReleaseSlot(Site.Id, Site.Ann, session)]);
    }

    [Fact, Refuses("S3")]
    public void S3_a_reload_ends_nothing()
    {
        var session = site.Started(Site.Ann);
        site.Farewell(session, Site.Ann);
        site.Pass(4);
        site.Opened(session, Site.Ann);
        site.Pass(3600);
        site.Show(session)!.Controller.ShouldBe(Site.Ann);
    }

    [Fact, Accepts("S3")]
    public void S3_closing_the_page_of_a_routed_session_ends_it_too()
    {
        var (session, _, request) = site.Taken(Site.Ann);
        site.Farewell(session, Site.Ann);
        site.Pass(5);
        site.Told.ShouldBe([new EndRequest(Site.Id, request, RequestEnd.Completed)]);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Accepts("S3")]
    public void S3_a_lost_line_takes_a_routed_session_back_to_its_place()
    {
        var (session, _, request) = site.Taken(Site.Ann);
        site.Lost(session, Site.Ann);
        site.Pass(29);
        site.Show(session)!.Controller.ShouldBe(Site.Ann);
        site.Pass(1);
        site.Told.ShouldBe(
        [
            new HoldRequest(Site.Id, request, false),
            new ReturnRequest(Site.Id, request, Site.Ann, ReturnReason.AgentLost),
        ]);
        site.News.ShouldBe(
        [
            new ParticipantLeft(Site.Id, session, null, Site.Ann, LeaveReason.LineLost),
            new SessionWaiting(Site.Id, session, request, WaitReason.AgentLost),
        ]);
        site.Show(session)!.WaitingRequest.ShouldBe(request);
    }

    [Fact, Accepts("S3")]
    public void S3_a_lost_line_ends_a_self_started_session()
    {
        var session = site.Started(Site.Ann);
        site.Joined(session);
        site.Lost(session, Site.Ann);
        site.Pass(30);
        site.News.ShouldContain(new SessionEnded(Site.Id, session, SessionEnd.LineLost, site.Now));
    }

    [Fact, Accepts("S3")]
    public void S3_a_lost_agent_without_customers_ends_the_session()
    {
        var (session, customer, request) = site.Taken(Site.Ann);
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, customer, null));
        site.Lost(session, Site.Ann);
        site.Pass(30);
        site.Told.ShouldBe([new EndRequest(Site.Id, request, RequestEnd.Completed)]);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Refuses("S3")]
    public void S3_a_line_that_comes_back_in_time_ends_nothing()
    {
        var (session, _, _) = site.Taken(Site.Ann);
        site.Lost(session, Site.Ann);
        site.Pass(29);
        site.Opened(session, Site.Ann);
        site.Told.ShouldBeEmpty();
        site.Pass(3600);
        site.Show(session)!.Controller.ShouldBe(Site.Ann);
    }

    [Fact, Accepts("S3")]
    public void S3_a_page_that_never_opens_counts_as_lost_from_the_start()
    {
        var session = site.Done(new StartSession(site.NewId(), Site.Id, Site.Ann, [], null, null)).Session!.Value;
        site.Pass(29);
        site.Show(session).ShouldNotBeNull();
        site.Pass(1);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Accepts("S3")]
    public void S3_without_grace_the_first_page_still_has_time_to_load()
    {
        var strict = new Site(settings => settings with { PresenceGraceSeconds = 0 });
        var session = strict.Done(new StartSession(strict.NewId(), Site.Id, Site.Ann, [], null, null)).Session!.Value;
        strict.Pass(14);
        strict.Opened(session, Site.Ann);
        strict.Lost(session, Site.Ann);
        strict.Pass(0);
        strict.Show(session).ShouldBeNull();
    }

    [Fact, Refuses("S3")]
    public void S3_of_several_windows_only_the_last_opened_counts()
    {
        var session = site.Started(Site.Ann);
        site.Done(site.Page(session, Site.Ann, null, ConnectionChange.Opened) with { Connection = Site.Connection("second") });
        site.Farewell(session, Site.Ann);
        site.Lost(session, Site.Ann);
        site.Pass(3600);
        site.Show(session)!.Controller.ShouldBe(Site.Ann);
    }

    [Fact, Refuses("S3")]
    public void S3_a_late_report_changes_nothing()
    {
        var session = site.Started(Site.Ann);
        var late = site.Page(session, Site.Ann, null, ConnectionChange.Farewell);
        site.Opened(session, Site.Ann);
        site.Done(late);
        site.Emitted.ShouldBeEmpty();
        site.Done(site.Page(session, Site.Ann, null, ConnectionChange.Lost) with { Ordinal = late.Ordinal + 1 });
        site.Emitted.ShouldBeEmpty();
    }

    [Fact, Refuses("S3")]
    public void S3_a_farewell_that_outran_its_opening_is_not_undone_by_it()
    {
        var session = site.Started(Site.Ann);
        var opened = site.Page(session, Site.Ann, null, ConnectionChange.Opened) with { Connection = Site.Connection("second") };
        site.Done(site.Page(session, Site.Ann, null, ConnectionChange.Farewell) with { Connection = Site.Connection("second") });
        site.Done(opened);
        site.Emitted.ShouldBeEmpty();
    }

    [Fact, Accepts("S3")]
    public void S3_a_reload_whose_opening_comes_after_the_loss_of_the_old_page_ends_nothing()
    {
        var session = site.Started(Site.Ann);
        var opened = site.Page(session, Site.Ann, null, ConnectionChange.Opened) with { Connection = Site.Connection("reloaded") };
        site.Lost(session, Site.Ann);
        site.Done(opened);
        site.Show(session)!.Representatives[0].Connected.ShouldBeTrue();
        site.Pass(3600);
        site.Show(session)!.Controller.ShouldBe(Site.Ann);
    }

    [Fact, Accepts("S3")]
    public void S3_the_last_opened_page_counts_in_whatever_order_they_are_reported()
    {
        var session = site.Started(Site.Ann);
        var second = site.Page(session, Site.Ann, null, ConnectionChange.Opened) with { Connection = Site.Connection("second") };
        var third = site.Page(session, Site.Ann, null, ConnectionChange.Opened) with { Connection = Site.Connection("third") };
        site.Done(third);
        site.Done(second);
        site.Emitted.ShouldBeEmpty();
        site.Done(site.Page(session, Site.Ann, null, ConnectionChange.Farewell) with { Connection = Site.Connection("third") });
        site.Pass(5);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Refuses("S3")]
    public void S3_departures_remembered_are_bounded()
    {
        var session = site.Started(Site.Ann);
        for (var i = 0; i < 100; i++)
        {
            site.Done(site.Page(session, Site.Ann, null, ConnectionChange.Lost) with { Connection = Site.Connection($"other {i}") });
        }
        System.Text.Encoding.UTF8.GetString(site.Saved()).Split("\"ordinal\"").Length.ShouldBe(9);
    }

    [Fact, Refuses("S3")]
    public void S3_the_loss_that_follows_a_farewell_does_not_lengthen_it()
    {
        var session = site.Started(Site.Ann);
        site.Farewell(session, Site.Ann);
        site.Lost(session, Site.Ann);
        site.Pass(5);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Accepts("S3")]
    public void S3_a_farewell_after_a_loss_does_not_lengthen_the_grace()
    {
        var session = site.Started(Site.Ann);
        site.Lost(session, Site.Ann);
        site.Pass(28);
        site.Farewell(session, Site.Ann);
        site.Pass(2);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Accepts("S10")]
    public void S10_a_lost_line_holds_the_place_and_leaves_after_the_grace()
    {
        var (session, customer, request) = site.Requested();
        site.Lost(session, customer);
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, true)]);
        site.Pass(59);
        site.Show(session).ShouldNotBeNull();
        site.Pass(1);
        site.Told.ShouldBe([new EndRequest(Site.Id, request, RequestEnd.Abandoned)]);
        site.News[0].ShouldBe(new ParticipantLeft(Site.Id, session, customer, null, LeaveReason.LineLost));
    }

    [Fact, Accepts("S10")]
    public void S10_a_line_that_is_up_again_releases_the_place()
    {
        var (session, customer, request) = site.Requested();
        site.Lost(session, customer);
        site.Opened(session, customer);
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, false)]);
    }

    [Fact, Refuses("S10")]
    public void S10_one_line_of_two_lost_holds_nothing()
    {
        var (session, customer, _) = site.Requested();
        var dora = site.Joined(session, "Dora");
        site.Lost(session, customer);
        site.Told.ShouldBeEmpty();
        site.Lost(session, dora);
        site.Told.ShouldHaveSingleItem();
    }

    [Fact, Accepts("S10")]
    public void S10_a_customer_whose_page_never_opens_is_gone_after_the_grace()
    {
        var made = site.Done(new RequestSession(site.NewId(), Site.Id, "Carl", Site.Support, null, 0, [], []));
        site.Told.ShouldBeEmpty();
        site.Pass(60);
        site.Show(made.Session!.Value).ShouldBeNull();
    }

    [Fact, Accepts("S3")]
    public void S3_a_customers_farewell_survives_a_reload_only()
    {
        var session = site.Started(Site.Ann);
        var customer = site.Joined(session);
        site.Farewell(session, customer);
        site.Pass(4);
        site.Opened(session, customer);
        site.Farewell(session, customer);
        site.Pass(5);
        site.News[0].ShouldBe(new ParticipantLeft(Site.Id, session, customer, null, LeaveReason.Left));
    }

    [Fact, Accepts("S7")]
    public void S7_an_assistant_away_for_too_long_has_left()
    {
        var session = site.Started(Site.Ann);
        site.Assisted(session, Site.Bob);
        site.Assisted(session, Site.Cleo);
        site.Lost(session, Site.Bob);
        site.Farewell(session, Site.Cleo);
        site.Pass(30);
        site.News.ShouldBe(
        [
            new ParticipantLeft(Site.Id, session, null, Site.Cleo, LeaveReason.Left),
            new ParticipantLeft(Site.Id, session, null, Site.Bob, LeaveReason.LineLost),
        ]);
    }

    [Fact, Refuses("S3")]
    public void S3_refuses_reports_of_nobody()
    {
        var session = site.Started(Site.Ann);
        var page = site.Page(session, Site.Ann, null, ConnectionChange.Opened);
        site.Refused(page with { Person = null }, RefusalReason.InvalidField);
        site.Refused(page with { Person = Site.Bob }, RefusalReason.ParticipantNotPresent);
        site.Refused(page with { Session = new(Guid.AllBitsSet) }, RefusalReason.UnknownSession);
        site.Refused(page with { Change = (ConnectionChange)9 }, RefusalReason.InvalidField);
    }
}
