using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class SwitchActivityTests
{
    private readonly Site site = new();
    private readonly SessionId session;
    private readonly CustomerId carl;

    public SwitchActivityTests()
    {
        session = site.Started(Site.Ann);
        carl = site.Joined(session);
        site.Assisted(session, Site.Bob);
    }

    [Fact, Accepts("S6")]
    public void S6_activities_start_and_end_in_the_order_of_the_enumeration()
    {
        site.Done(Switch(Site.Ann, Activity.Recording, true));
        site.Done(Switch(Site.Ann, Activity.DesktopSharing, true));
        site.News.ShouldBe([new ActivitiesChanged(Site.Id, session, [Activity.DesktopSharing, Activity.Recording], carl)]);
        site.Done(Switch(Site.Ann, Activity.Recording, false));
        site.News.ShouldBe([new ActivitiesChanged(Site.Id, session, [Activity.DesktopSharing], carl)]);
    }

    [Fact, Accepts("S9")]
    public void S9_assistants_may_open_the_chat_also_while_the_session_waits()
    {
        site.Done(site.Transfer(session, Site.Ann, Site.Support));
        site.Done(Switch(Site.Bob, Activity.Chat, true));
        site.Show(session)!.Activities.ShouldBe([Activity.Chat]);
    }

    [Fact, Refuses("S7")]
    public void S7_assistants_start_nothing_but_the_chat()
    {
        site.Refused(Switch(Site.Bob, Activity.DesktopSharing, true), RefusalReason.NotInControl);
        site.Refused(Switch(Site.Cleo, Activity.Chat, true), RefusalReason.NotInControl);
    }

    [Fact, Refuses("S6")]
    public void S6_what_runs_is_not_started_and_what_does_not_is_not_ended()
    {
        site.Refused(Switch(Site.Ann, Activity.Chat, false), RefusalReason.ActivityState);
        site.Done(Switch(Site.Ann, Activity.Chat, true));
        site.Refused(Switch(Site.Ann, Activity.Chat, true), RefusalReason.ActivityState);
        site.Refused(Switch(Site.Ann, (Activity)77, true), RefusalReason.InvalidField);
    }

    private SwitchActivity Switch(PersonId by, Activity activity, bool running) => new(site.NewId(), Site.Id, session, by, activity, running);
}
