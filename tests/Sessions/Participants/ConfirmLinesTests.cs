using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

/// <summary>Lines held by processes apart from the engine: one that dies reports nothing.</summary>
public sealed class ConfirmLinesTests
{
    private static readonly Guid Alive = new(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    private static readonly Guid Dead = new(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    private readonly Site site = new();

    [Fact, Accepts("S3")]
    public void S3_the_lines_of_a_process_that_is_not_alive_count_as_lost_from_then_with_full_grace()
    {
        var session = site.Started(Site.Ann);
        Open(session, Site.Ann, Dead);
        site.Pass(3600);
        Confirm(Alive);
        site.Show(session)!.Representatives[0].Connected.ShouldBeFalse();
        site.News.ShouldBe([new LinesLost(Site.Id, Dead)]);
        site.Told.ShouldBe([new LoseInboxLines(Site.Id, [Alive], [Dead])]);
        site.Pass(29);
        site.Show(session).ShouldNotBeNull();
        site.Pass(1);
        site.News.ShouldContain(new SessionEnded(Site.Id, session, SessionEnd.LineLost, site.Now));
    }

    [Fact, Refuses("S3")]
    public void S3_the_lines_of_those_alive_and_of_the_engine_itself_stay()
    {
        var held = site.Started(Site.Ann);
        Open(held, Site.Ann, Alive);
        var own = site.Started(Site.Cleo);
        Confirm(Alive);
        site.Emitted.ShouldBeEmpty();
        site.News.ShouldBeEmpty();
        site.Pass(3600);
        site.Show(held).ShouldNotBeNull();
        site.Show(own).ShouldNotBeNull();
    }

    [Fact, Refuses("S3")]
    public void S3_a_process_taken_for_dead_reports_its_lines_open_again_and_nobody_is_lost()
    {
        var session = site.Started(Site.Ann);
        Open(session, Site.Ann, Dead);
        Confirm(Alive);
        Open(session, Site.Ann, Dead);
        site.Show(session)!.Representatives[0].Connected.ShouldBeTrue();
        site.Pass(3600);
        site.Show(session).ShouldNotBeNull();
    }

    [Fact, Refuses("S3")]
    public void S3_who_has_come_back_through_another_process_is_not_lost_with_the_old_one()
    {
        var session = site.Started(Site.Ann);
        Open(session, Site.Ann, Dead);
        Open(session, Site.Ann, Alive);
        Confirm(Alive);
        site.Emitted.ShouldBeEmpty();
    }

    [Fact, Refuses("S3")]
    public void S3_a_line_already_lost_gets_no_longer_grace()
    {
        var session = site.Started(Site.Ann);
        Open(session, Site.Ann, Dead);
        site.Lost(session, Site.Ann);
        site.Pass(20);
        Confirm();
        site.Emitted.ShouldBeEmpty();
        site.Pass(10);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Accepts("S10")]
    public void S10_a_waiting_place_is_held_when_the_customers_line_dies_with_its_process()
    {
        var (session, customer, request) = site.Requested();
        site.Done(site.Page(session, null, customer, ConnectionChange.Opened) with { Holder = Dead });
        Confirm();
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, true), new LoseInboxLines(Site.Id, [], [Dead])], ignoreOrder: true);
        site.Opened(session, customer);
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, false)]);
    }

    [Fact, Accepts("S3")]
    public void S3_every_process_that_is_not_alive_is_told_of_once()
    {
        var first = site.Started(Site.Ann);
        Open(first, Site.Ann, Dead);
        var customer = site.Joined(first);
        site.Done(site.Page(first, null, customer, ConnectionChange.Opened) with { Holder = Alive });
        var second = site.Started(Site.Cleo);
        Open(second, Site.Cleo, Dead);
        Confirm();
        site.News.ShouldBe([new LinesLost(Site.Id, Alive), new LinesLost(Site.Id, Dead)]);
    }

    [Fact, Refuses("S3")]
    public void S3_more_processes_than_anybody_runs_are_refused() =>
        site.Refused(
            new ConfirmLines(site.NewId(), Site.Id, [.. Enumerable.Range(0, 1_001).Select(each => new Guid(each, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))]),
            RefusalReason.InvalidField);

    private void Open(SessionId session, PersonId person, Guid holder) =>
        site.Done(site.Page(session, person, null, ConnectionChange.Opened) with { Holder = holder });

    private void Confirm(params Guid[] alive) => site.Done(new ConfirmLines(site.NewId(), Site.Id, [.. alive]));
}
