using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class SelectCustomerTests
{
    private readonly Site site = new();

    [Fact, Accepts("S6")]
    public void S6_selecting_another_customer_ends_sharing_and_nothing_else()
    {
        var session = site.Started(Site.Ann);
        var carl = site.Joined(session);
        var dora = site.Joined(session, "Dora");
        foreach (var activity in new[] { Activity.Chat, Activity.ApplicationSharing, Activity.DesktopSharing, Activity.FileTransfer })
        {
            site.Done(new SwitchActivity(site.NewId(), Site.Id, session, Site.Ann, activity, true));
        }
        site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann));

        site.Show(session)!.AssistedCustomer.ShouldBe(carl);
        site.Done(new SelectCustomer(site.NewId(), Site.Id, session, Site.Ann, dora));
        site.News.ShouldBe([new ActivitiesChanged(Site.Id, session, [Activity.FileTransfer, Activity.Chat], dora)]);
        site.Show(session)!.Voice!.State.ShouldBe(VoiceState.Opening);
    }

    [Fact, Refuses("S6")]
    public void S6_selecting_the_same_customer_ends_nothing()
    {
        var session = site.Started(Site.Ann);
        var carl = site.Joined(session);
        site.Done(new SwitchActivity(site.NewId(), Site.Id, session, Site.Ann, Activity.DesktopSharing, true));
        site.Done(new SelectCustomer(site.NewId(), Site.Id, session, Site.Ann, carl));
        site.Show(session)!.Activities.ShouldBe([Activity.DesktopSharing]);
    }

    [Fact, Refuses("S6")]
    public void S6_only_a_customer_present_is_selected_and_only_by_who_is_in_control()
    {
        var session = site.Started(Site.Ann);
        var carl = site.Joined(session);
        site.Assisted(session, Site.Bob);
        site.Refused(new SelectCustomer(site.NewId(), Site.Id, session, Site.Bob, carl), RefusalReason.NotInControl);
        site.Refused(new SelectCustomer(site.NewId(), Site.Id, session, Site.Ann, new(Guid.AllBitsSet)), RefusalReason.ParticipantNotPresent);
        site.Refused(new SelectCustomer(site.NewId(), Site.Id, new(Guid.AllBitsSet), Site.Ann, carl), RefusalReason.UnknownSession);
    }
}
