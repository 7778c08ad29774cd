using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class LeavingTests
{
    private readonly Site site = new();

    [Fact, Accepts("S10")]
    public void S10_the_last_customer_leaving_a_waiting_session_abandons_it_at_once()
    {
        var (session, customer, request) = site.Requested();
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, customer, null));
        site.Told.ShouldBe([new EndRequest(Site.Id, request, RequestEnd.Abandoned)]);
        site.News.ShouldContain(new SessionEnded(Site.Id, session, SessionEnd.Abandoned, site.Now));
        site.Show(session).ShouldBeNull();
    }

    [Fact, Refuses("S10")]
    public void S10_a_waiting_session_goes_on_while_a_customer_is_left()
    {
        var (session, customer, _) = site.Requested();
        site.Joined(session, "Dora");
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, customer, null));
        site.Told.ShouldBeEmpty();
        site.Show(session)!.Customers.ShouldHaveSingleItem().Name.ShouldBe("Dora");
    }

    [Fact, Refuses("S9")]
    public void S9_assistants_do_not_keep_a_waiting_session_alive()
    {
        var (session, customer, _) = site.Requested();
        site.Assisted(session, Site.Bob);
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, customer, null));
        site.Show(session).ShouldBeNull();
    }

    [Fact, Accepts("S6")]
    public void S6_when_the_assisted_customer_leaves_the_next_is_assisted_and_sharing_ends()
    {
        var session = site.Started(Site.Ann);
        var carl = site.Joined(session);
        var dora = site.Joined(session, "Dora");
        site.Done(new SwitchActivity(site.NewId(), Site.Id, session, Site.Ann, Activity.DesktopSharing, true));
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, carl, null));
        site.News.ShouldBe(
        [
            new ParticipantLeft(Site.Id, session, carl, null, LeaveReason.Left),
            new ActivitiesChanged(Site.Id, session, [], dora),
        ]);
    }

    [Fact, Accepts("S12")]
    public void S12_a_session_under_control_goes_on_without_customers()
    {
        var session = site.Started(Site.Ann);
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, site.Joined(session), null));
        site.Show(session)!.AssistedCustomer.ShouldBeNull();
    }

    [Fact, Refuses("S12")]
    public void S12_the_one_in_control_cannot_leave()
    {
        var session = site.Started(Site.Ann);
        site.Refused(new LeaveSession(site.NewId(), Site.Id, session, null, Site.Ann), RefusalReason.ControlHeld);
    }

    [Fact, Accepts("S8")]
    public void S8_an_assistant_may_leave()
    {
        var session = site.Started(Site.Ann);
        site.Assisted(session, Site.Bob);
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, null, Site.Bob));
        site.News.ShouldBe([new ParticipantLeft(Site.Id, session, null, Site.Bob, LeaveReason.Left)]);
    }

    [Fact, Refuses("S12")]
    public void S12_who_is_not_there_cannot_leave()
    {
        var session = site.Started(Site.Ann);
        site.Refused(new LeaveSession(site.NewId(), Site.Id, session, null, Site.Bob), RefusalReason.ParticipantNotPresent);
        site.Refused(new LeaveSession(site.NewId(), Site.Id, session, new(Guid.AllBitsSet), null), RefusalReason.ParticipantNotPresent);
        site.Refused(new LeaveSession(site.NewId(), Site.Id, session, null, null), RefusalReason.InvalidField);
        site.Refused(new LeaveSession(site.NewId(), Site.Id, new(Guid.AllBitsSet), null, Site.Bob), RefusalReason.UnknownSession);
    }

    [Fact, Accepts("S6")]
    public void S6_who_is_in_control_removes_customers_and_assistants()
    {
        var session = site.Started(Site.Ann);
        var carl = site.Joined(session);
        site.Assisted(session, Site.Bob);
        site.Done(new RemoveParticipant(site.NewId(), Site.Id, session, Site.Ann, carl, null));
        site.News[0].ShouldBe(new ParticipantLeft(Site.Id, session, carl, null, LeaveReason.Removed));
        site.Done(new RemoveParticipant(site.NewId(), Site.Id, session, Site.Ann, null, Site.Bob));
        site.News.ShouldBe([new ParticipantLeft(Site.Id, session, null, Site.Bob, LeaveReason.Removed)]);
    }

    [Fact, Refuses("S6")]
    public void S6_nobody_else_removes_and_nobody_removes_themselves()
    {
        var session = site.Started(Site.Ann);
        var carl = site.Joined(session);
        site.Assisted(session, Site.Bob);
        site.Refused(new RemoveParticipant(site.NewId(), Site.Id, session, Site.Bob, carl, null), RefusalReason.NotInControl);
        site.Refused(new RemoveParticipant(site.NewId(), Site.Id, session, Site.Ann, null, Site.Ann), RefusalReason.ParticipantNotPresent);
        site.Refused(new RemoveParticipant(site.NewId(), Site.Id, session, Site.Ann, null, Site.Cleo), RefusalReason.ParticipantNotPresent);
        site.Refused(new RemoveParticipant(site.NewId(), Site.Id, session, Site.Ann, carl, Site.Bob), RefusalReason.InvalidField);
    }
}
