using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class AdoptSettingsTests
{
    private readonly Site site = new();

    [Fact, Accepts("S1")]
    public void S1_people_gone_from_the_settings_keep_their_running_sessions_until_they_end()
    {
        var session = site.Started(Site.Ann);
        Adopt(settings => settings with { People = [.. settings.People.Where(person => person.Id != Site.Ann)] });
        site.Joined(session);
        site.Done(new EndSession(site.NewId(), Site.Id, session, Site.Ann, false));
    }

    [Fact, Refuses("S1")]
    public void S1_people_gone_from_the_settings_start_nothing_more()
    {
        Adopt(settings => settings with { People = [.. settings.People.Where(person => person.Id != Site.Ann)] });
        site.Refused(new StartSession(site.NewId(), Site.Id, Site.Ann, [], null, null), RefusalReason.UnknownPerson);
    }

    [Fact, Accepts("S1")]
    public void S1_a_running_session_keeps_the_limit_it_started_with()
    {
        var session = site.Started(Site.Ann);
        Adopt(settings => settings with { MaxCustomersPerSession = 1 });
        site.Joined(session);
        site.Joined(session);
        site.Joined(session);
        site.Show(session)!.Customers.Count.ShouldBe(3);
    }

    private void Adopt(Func<SiteSettings, SiteSettings> change)
    {
        var settings = new SiteSettings
        {
            Version = 2,
            Name = "Acme",
            People =
            [
                new() { Id = Site.Ann, Name = "Ann", Privileges = [Privilege.Csr] },
                new() { Id = Site.Bob, Name = "Bob", Privileges = [Privilege.Csr] },
            ],
            Queues = [],
        };
        site.Done(new AdoptSettings(Site.Id, change(settings)));
    }
}
