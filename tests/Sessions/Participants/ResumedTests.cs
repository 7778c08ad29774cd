using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class ResumedTests
{
    private readonly Site site = new();

    [Fact, Accepts("S3"), Accepts("I10")]
    public void S3_after_a_gap_everybody_has_full_grace_to_come_back()
    {
        var session = site.Started(Site.Ann);
        site.Resume(600);
        site.Show(session)!.Representatives[0].Connected.ShouldBeFalse();
        site.Pass(29);
        site.Opened(session, Site.Ann);
        site.Pass(3600);
        site.Show(session).ShouldNotBeNull();
    }

    [Fact, Accepts("S3"), Accepts("I10")]
    public void S3_after_a_gap_pages_have_time_to_come_back_also_without_grace()
    {
        var strict = new Site(settings => settings with { PresenceGraceSeconds = 0, CustomerGraceSeconds = 0 });
        var session = strict.Started(Site.Ann);
        var (waiting, customer, _) = strict.Requested();
        strict.Resume(600);
        strict.Pass(14);
        strict.Opened(session, Site.Ann);
        strict.Opened(waiting, customer);
        strict.Pass(3600);
        strict.Show(session).ShouldNotBeNull();
        strict.Show(waiting).ShouldNotBeNull();
        strict.Resume(600);
        strict.Pass(15);
        strict.Show(session).ShouldBeNull();
        strict.Show(waiting).ShouldBeNull();
    }

    [Fact, Refuses("S3")]
    public void S3_after_a_gap_who_does_not_come_back_is_gone()
    {
        var session = site.Started(Site.Ann);
        site.Resume(600);
        site.Pass(30);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Refuses("S3")]
    public void S3_within_one_run_a_gap_loses_nobody_whose_page_listens_on()
    {
        var session = site.Started(Site.Ann);
        site.Resume(600, linesKept: true);
        site.Show(session)!.Representatives[0].Connected.ShouldBeTrue();
        site.Pass(3600);
        site.Show(session).ShouldNotBeNull();
    }

    [Fact, Accepts("S3")]
    public void S3_within_one_run_too_a_grace_that_ran_before_the_gap_is_pushed_on_by_it()
    {
        var session = site.Started(Site.Ann);
        site.Lost(session, Site.Ann);
        site.Pass(20);
        site.Resume(600, linesKept: true);
        site.Pass(9);
        site.Show(session).ShouldNotBeNull();
        site.Pass(1);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Refuses("S10")]
    public void S10_within_one_run_a_gap_holds_no_waiting_place()
    {
        site.Requested();
        site.Resume(600, linesKept: true);
        site.Pass(3600);
        site.Told.ShouldBeEmpty();
    }

    [Fact, Accepts("S10")]
    public void S10_after_a_gap_waiting_places_are_held_until_the_line_is_up()
    {
        var (session, customer, request) = site.Requested();
        site.Resume(600);
        site.Pass(0);
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, true)]);
        site.Opened(session, customer);
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, false)]);
    }

    [Fact, Accepts("S10")]
    public void S10_after_a_gap_the_router_knows_that_nobody_is_there_before_it_takes_a_request_back()
    {
        var (session, customer, request) = site.Requested();
        site.Done(new AssignSession(Site.Id, session, request, Site.Ann, Site.Support));
        site.Resume(600);
        site.Pass(0);
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, true)]);
        site.Opened(session, customer);
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, false)]);
    }

    [Fact, Accepts("S3")]
    public void S3_a_grace_that_ran_before_the_gap_is_pushed_on_by_it()
    {
        var session = site.Started(Site.Ann);
        site.Lost(session, Site.Ann);
        site.Pass(20);
        site.Resume(600);
        site.Pass(9);
        site.Show(session).ShouldNotBeNull();
        site.Pass(1);
        site.Show(session).ShouldBeNull();
    }
}
