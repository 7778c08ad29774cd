using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class AssignmentTests
{
    private readonly Site site = new();

    [Fact, Accepts("S10")]
    public void S10_who_takes_it_joins_in_control_and_the_page_that_opens_confirms_it()
    {
        var (session, _, request) = site.Requested();
        site.Done(new AssignSession(Site.Id, session, request, Site.Ann, Site.Support));
        site.Told.ShouldBeEmpty();
        site.News.ShouldBe(
        [
            new SessionTaken(Site.Id, session, Site.Ann, "Ann"),
            new ParticipantJoined(Site.Id, session, ParticipantRole.Controller, null, Site.Ann, "Ann"),
        ]);
        site.Opened(session, Site.Ann);
        site.Told.ShouldBe([new ConfirmJoined(Site.Id, request, Site.Ann)]);
        site.Opened(session, Site.Ann);
        site.Told.ShouldBeEmpty();
        site.Show(session)!.Request.ShouldBe(request);
    }

    [Fact, Accepts("S9"), Accepts("S10")]
    public void S9_an_assistant_with_an_open_page_has_joined_as_it_is_assigned()
    {
        var (session, _, request) = site.Requested();
        site.Assisted(session, Site.Bob);
        site.Done(new AssignSession(Site.Id, session, request, Site.Bob, null));
        site.Told.ShouldBe([new ConfirmJoined(Site.Id, request, Site.Bob)]);
        site.Show(session)!.Representatives.ShouldBe([new(Site.Bob, "Bob", true, true)]);
    }

    [Fact, Accepts("S10")]
    public void S10_an_assistant_whose_line_is_lost_has_to_open_the_page_anew()
    {
        var (session, _, request) = site.Requested();
        site.Assisted(session, Site.Bob);
        site.Lost(session, Site.Bob);
        site.Done(new AssignSession(Site.Id, session, request, Site.Bob, null));
        site.Told.ShouldBeEmpty();
        site.Pass(600);
        site.Emitted.ShouldBeEmpty("until the first page the router watches");
        site.Opened(session, Site.Bob);
        site.Told.ShouldBe([new ConfirmJoined(Site.Id, request, Site.Bob)]);
    }

    [Fact, Refuses("S10"), Refuses("I6")]
    public void S10_an_assignment_that_no_longer_fits_is_passed_over()
    {
        var (session, _, request) = site.Taken(Site.Ann);
        site.Done(new AssignSession(Site.Id, session, request, Site.Bob, Site.Support));
        site.Done(new AssignSession(Site.Id, new(Guid.AllBitsSet), request, Site.Bob, Site.Support));
        site.Done(new UnassignSession(Site.Id, session, request, Site.Bob));
        site.Done(new UnassignSession(Site.Id, session, new(Guid.AllBitsSet), Site.Ann));
        site.Emitted.ShouldBeEmpty();
        site.Show(session)!.Controller.ShouldBe(Site.Ann);
    }

    [Fact, Accepts("S3")]
    public void S3_an_agent_who_did_not_join_is_removed_and_the_session_waits_again()
    {
        var (session, _, request) = site.Requested();
        site.Done(new AssignSession(Site.Id, session, request, Site.Ann, Site.Support));
        site.Done(new UnassignSession(Site.Id, session, request, Site.Ann));
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, false)], "the router has the request back already");
        var view = site.Show(session)!;
        view.WaitingRequest.ShouldBe(request);
        view.Representatives.ShouldBeEmpty();
        site.News.ShouldContain(new SessionWaiting(Site.Id, session, request, WaitReason.AgentLost));
    }

    [Fact, Accepts("S10")]
    public void S10_a_session_whose_customers_left_before_the_agent_joined_is_abandoned()
    {
        var (session, customer, request) = site.Requested();
        site.Done(new AssignSession(Site.Id, session, request, Site.Ann, Site.Support));
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, customer, null));
        site.Done(new UnassignSession(Site.Id, session, request, Site.Ann));
        site.Told.ShouldBe([new EndRequest(Site.Id, request, RequestEnd.Abandoned)]);
        site.Show(session).ShouldBeNull();
    }

    [Fact, Accepts("S3"), Accepts("S11")]
    public void S3_what_a_lost_agent_ran_ends_with_the_return()
    {
        var (session, customer, request) = site.Taken(Site.Ann);
        site.Done(new SwitchActivity(site.NewId(), Site.Id, session, Site.Ann, Activity.DesktopSharing, true));
        site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        site.Lost(session, customer);
        site.Lost(session, Site.Ann);
        site.Pass(30);
        var view = site.Show(session)!;
        view.Activities.ShouldBeEmpty();
        view.Voice!.State.ShouldBe(VoiceState.Ending);
        site.Told.ShouldBe(
        [
            new HoldRequest(Site.Id, request, true),
            new ReturnRequest(Site.Id, request, Site.Ann, ReturnReason.AgentLost),
        ], "held first: returned first, it would be offered");
    }

    [Fact, Accepts("S10")]
    public void S10_while_the_agents_page_has_not_come_the_router_knows_whether_a_customer_is_there()
    {
        var (session, customer, request) = site.Requested();
        site.Done(new AssignSession(Site.Id, session, request, Site.Ann, Site.Support));
        site.Lost(session, customer);
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, true)]);
        site.Opened(session, customer);
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, false)]);
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, customer, null));
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, true)]);
    }

    [Fact, Refuses("S10")]
    public void S10_with_the_agents_page_there_the_router_is_not_told_of_customers_lines()
    {
        var (session, customer, _) = site.Taken(Site.Ann);
        site.Lost(session, customer);
        site.Told.ShouldBeEmpty();
    }
}
