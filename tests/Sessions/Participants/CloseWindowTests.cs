using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class CloseWindowTests
{
    private readonly Site site = new();

    [Fact, Accepts("S3")]
    public void S3_closing_the_window_ends_every_tabs_session()
    {
        var first = site.Started(Site.Ann);
        var second = site.Started(Site.Ann);
        var others = site.Started(Site.Bob);
        site.Done(new CloseWindow(site.NewId(), Site.Id, Site.Ann, Site.Window("ann"), site.NextOrdinal()));
        site.Pass(5);
        site.Show(first).ShouldBeNull();
        site.Show(second).ShouldBeNull();
        site.Show(others).ShouldNotBeNull();
    }

    [Fact, Refuses("S3")]
    public void S3_of_several_windows_only_the_last_counts()
    {
        var session = site.Started(Site.Ann);
        site.Done(site.Page(session, Site.Ann, null, ConnectionChange.Opened) with
        {
            Connection = Site.Connection("second"),
            Window = Site.Window("second"),
        });
        site.Done(new CloseWindow(site.NewId(), Site.Id, Site.Ann, Site.Window("ann"), site.NextOrdinal()));
        site.Show(session)!.Representatives[0].Connected.ShouldBeTrue();
        site.Pass(3600);
        site.Show(session).ShouldNotBeNull();
    }

    [Fact, Accepts("S3")]
    public void S3_a_close_that_outran_its_pages_opening_is_not_undone_by_it()
    {
        var session = site.Started(Site.Ann);
        var reload = site.Page(session, Site.Ann, null, ConnectionChange.Opened) with { Connection = Site.Connection("reloaded") };
        site.Done(new CloseWindow(site.NewId(), Site.Id, Site.Ann, Site.Window("ann"), site.NextOrdinal()));
        site.Done(reload);
        site.Emitted.ShouldBeEmpty();
        site.Pass(5);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Accepts("S3")]
    public void S3_a_window_closed_before_its_first_page_was_seen_holds_no_session()
    {
        var session = site.Done(new StartSession(site.NewId(), Site.Id, Site.Ann, [], null, null)).Session!.Value;
        var opened = site.Page(session, Site.Ann, null, ConnectionChange.Opened);
        site.Done(new CloseWindow(site.NewId(), Site.Id, Site.Ann, opened.Window, site.NextOrdinal()));
        site.Done(opened);
        site.Emitted.ShouldBeEmpty();
        site.Pass(30);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Refuses("S3")]
    public void S3_a_late_close_changes_nothing()
    {
        var session = site.Started(Site.Ann);
        var ordinal = site.NextOrdinal();
        site.Opened(session, Site.Ann);
        site.Done(new CloseWindow(site.NewId(), Site.Id, Site.Ann, Site.Window("ann"), ordinal));
        site.Emitted.ShouldBeEmpty();
    }
}
