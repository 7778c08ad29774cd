using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class EndSessionTests
{
    private readonly Site site = new();

    [Fact, Accepts("S12")]
    public void S12_the_one_in_control_ends_the_session_and_the_slot_is_free()
    {
        var session = site.Started(Site.Ann);
        site.Done(End(session, Site.Ann));
        site.Told.ShouldBe([new ReleaseSlot(Site.Id, Site.Ann, session)]);
        site.News.ShouldBe([new SessionEnded(Site.Id, session, SessionEnd.Ended, site.Now)]);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Accepts("S12")]
    public void S12_ending_a_routed_session_completes_its_request()
    {
        var (session, _, request) = site.Taken(Site.Ann);
        site.Done(End(session, Site.Ann));
        site.Told.ShouldBe([new EndRequest(Site.Id, request, RequestEnd.Completed)]);
    }

    [Fact, Accepts("S12")]
    public void S12_completing_a_request_ends_its_session()
    {
        var (session, _, request) = site.Taken(Site.Ann);
        site.Done(new CompleteRequest(site.NewId(), Site.Id, request, Site.Ann));
        site.Told.ShouldBe([new EndRequest(Site.Id, request, RequestEnd.Completed)]);
        site.News.ShouldBe([new SessionEnded(Site.Id, session, SessionEnd.Ended, site.Now)]);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Refuses("S12")]
    public void S12_only_the_agent_who_has_a_request_completes_it()
    {
        var (session, _, request) = site.Taken(Site.Ann);
        site.Assisted(session, Site.Bob);
        site.Refused(new CompleteRequest(site.NewId(), Site.Id, request, Site.Bob), RefusalReason.UnknownRequest);
        site.Refused(new CompleteRequest(site.NewId(), Site.Id, request, Site.Root), RefusalReason.UnknownRequest);
        var (_, _, waiting) = site.Requested();
        site.Refused(new CompleteRequest(site.NewId(), Site.Id, waiting, Site.Ann), RefusalReason.UnknownRequest);
        site.Done(new CompleteRequest(site.NewId(), Site.Id, request, Site.Ann));
        site.Refused(new CompleteRequest(site.NewId(), Site.Id, request, Site.Ann), RefusalReason.UnknownRequest);
    }

    [Fact, Accepts("S12")]
    public void S12_an_administrator_forces_the_end()
    {
        var session = site.Started(Site.Ann);
        site.Done(End(session, Site.Root) with { Force = true });
        site.News.ShouldBe([new SessionEnded(Site.Id, session, SessionEnd.Forced, site.Now)]);
        var (waiting, _, request) = site.Requested();
        site.Done(End(waiting, Site.Root) with { Force = true });
        site.Told.ShouldBe([new EndRequest(Site.Id, request, RequestEnd.Withdrawn)]);
    }

    [Fact, Refuses("S12")]
    public void S12_nobody_else_ends_it()
    {
        var session = site.Started(Site.Ann);
        site.Assisted(session, Site.Bob);
        site.Refused(End(session, Site.Bob), RefusalReason.NotInControl);
        site.Refused(End(session, Site.Root), RefusalReason.NotInControl);
        site.Refused(End(session, Site.Ann) with { Force = true }, RefusalReason.PrivilegeMissing);
        var (waiting, _, _) = site.Requested();
        site.Refused(End(waiting, Site.Ann), RefusalReason.SessionWaiting);
    }

    [Fact, Refuses("S12")]
    public void S12_an_ended_session_takes_no_command()
    {
        var session = site.Started(Site.Ann);
        var carl = site.Joined(session);
        site.Done(End(session, Site.Ann));
        site.Refused(End(session, Site.Ann), RefusalReason.UnknownSession);
        site.Refused(site.Transfer(session, Site.Ann, Site.Support), RefusalReason.UnknownSession);
        site.Refused(new SelectCustomer(site.NewId(), Site.Id, session, Site.Ann, carl), RefusalReason.UnknownSession);
        site.Refused(site.Page(session, Site.Ann, null, ConnectionChange.Opened), RefusalReason.UnknownSession);
        site.Refused(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann), RefusalReason.UnknownSession);
        site.Refused(new TransferControl(site.NewId(), Site.Id, session, Site.Ann, Site.Bob), RefusalReason.UnknownSession);
    }

    private EndSession End(SessionId session, PersonId by) => new(site.NewId(), Site.Id, session, by, false);
}
