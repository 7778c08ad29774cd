using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class ViewingTests
{
    private readonly Site site = new();

    [Fact, Accepts("S6")]
    public void S6_the_participants_panel_lists_everybody()
    {
        var session = site.Started(Site.Ann);
        var carl = site.Joined(session);
        site.Assisted(session, Site.Bob);
        site.Lost(session, carl);
        var view = site.Show(session, Site.Bob)!;
        view.Customers.ShouldBe([new(carl, "Carl", false)]);
        view.Representatives.ShouldBe([new(Site.Ann, "Ann", true, true), new(Site.Bob, "Bob", false, true)]);
    }

    [Fact, Refuses("I9")]
    public void I9_who_is_not_in_the_session_sees_nothing_of_it()
    {
        var session = site.Started(Site.Ann);
        var carl = site.Joined(session);
        site.Show(session, Site.Bob).ShouldBeNull();
        site.Show(session, new PersonId("nobody")).ShouldBeNull();
        site.Show(session, null, new CustomerId(Guid.AllBitsSet)).ShouldBeNull();
        site.Show(session, Site.Ann, carl).ShouldBeNull();
        site.Show(new(Guid.AllBitsSet)).ShouldBeNull();
    }

    [Fact, Refuses("S11")]
    public void S11_a_customer_sees_neither_assistants_in_the_call_nor_that_the_bridge_is_late()
    {
        var session = site.Started(Site.Ann);
        var carl = site.Joined(session);
        site.Assisted(session, Site.Bob);
        var call = site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann)).Call!.Value;
        site.Done(new SwitchVoiceLeg(site.NewId(), Site.Id, session, Site.Ann, null, true));
        site.Done(new SwitchVoiceLeg(site.NewId(), Site.Id, session, Site.Bob, null, true));
        site.Done(new SwitchVoiceLeg(site.NewId(), Site.Id, session, null, carl, true));
        site.Show(session, null, carl)!.Voice.ShouldBe(new VoiceView(call, VoiceState.Opening, [carl], [Site.Ann]));
        site.Show(session, Site.Ann)!.Voice!.Persons.ShouldBe([Site.Ann, Site.Bob]);
        site.Done(new StopVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        site.Pass(30);
        site.Show(session, null, carl)!.Voice!.State.ShouldBe(VoiceState.Ending);
        site.Show(session, Site.Root)!.Voice!.State.ShouldBe(VoiceState.Overdue);
    }

    [Fact, Accepts("S1")]
    public void S1_sessions_are_listed_oldest_first()
    {
        var first = site.Started(Site.Bob);
        site.Pass(1);
        var second = site.Started(Site.Ann);
        site.Joined(second);
        var list = List(new ShowSessions(Site.Id, 10));
        list.Sessions.Select(each => each.Session).ShouldBe([first, second]);
        list.Sessions[1].Customers.ShouldBe(1);
        List(new ShowSessions(Site.Id, 1)).ShouldSatisfyAllConditions(
            view => view.Sessions.Count.ShouldBe(1),
            view => view.Total.ShouldBe(2));
        List(new ShowMySessions(Site.Id, Site.Ann)).Sessions.ShouldHaveSingleItem().Session.ShouldBe(second);
    }

    [Fact, Refuses("S1")]
    public void S1_queries_of_the_router_are_not_answered_here() =>
        site.Process.Answer(new ShowInbox(Site.Id, Site.Ann), site.Now).ShouldBeNull();

    private SessionListView List(IQuery query) => (SessionListView)site.Process.Answer(query, site.Now)!;
}
