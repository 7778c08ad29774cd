using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class AssistSessionTests
{
    private readonly Site site = new();
    private readonly SessionId session;

    public AssistSessionTests() => session = site.Started(Site.Ann);

    [Fact, Accepts("S7")]
    public void S7_a_csr_assists_by_number_without_control()
    {
        site.Assisted(session, Site.Bob);
        var view = site.Show(session)!;
        view.Controller.ShouldBe(Site.Ann);
        view.Representatives.ShouldContain(new RepresentativeView(Site.Bob, "Bob", false, true));
    }

    [Fact, Accepts("S7")]
    public void S7_a_colleague_called_from_the_list_sees_the_call_and_joins_by_it()
    {
        var invitation = Invite(InvitationMeans.Colleague, Site.Bob);
        List(Site.Bob).Calls.ShouldBe([new(session, site.Show(session)!.Number, invitation, Site.Ann)]);
        site.Done(new AssistSession(site.NewId(), Site.Id, Site.Bob, null, invitation)).Session.ShouldBe(session);
        site.News.ShouldContain(new InvitationChanged(Site.Id, session, invitation, InvitationState.Used, Site.Bob));
        List(Site.Bob).Calls.ShouldBeEmpty();
        List(Site.Bob).Sessions.ShouldHaveSingleItem().Session.ShouldBe(session);
    }

    [Fact, Accepts("S7")]
    public void S7_who_came_has_answered_every_call()
    {
        Invite(InvitationMeans.Colleague, Site.Bob);
        Invite(InvitationMeans.Colleague, Site.Bob);
        Invite(InvitationMeans.Colleague, Site.Cleo);
        site.Done(new AssistSession(site.NewId(), Site.Id, Site.Bob, site.Show(session)!.Number, null));
        site.Show(session)!.Invitations.Select(each => each.State)
            .ShouldBe([InvitationState.Used, InvitationState.Used, InvitationState.Drafted]);
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, null, Site.Bob));
        ((SessionListView)site.Process.Answer(new ShowMySessions(Site.Id, Site.Bob), site.Now)!).Calls.ShouldBeEmpty();
    }

    [Fact, Accepts("S7")]
    public void S7_a_representatives_link_joins_as_assistant() =>
        site.Done(new AssistSession(site.NewId(), Site.Id, Site.Cleo, null, Invite(InvitationMeans.InstantMessage, null)));

    [Fact, Refuses("S7")]
    public void S7_a_call_is_for_the_colleague_called_only() =>
        site.Refused(
            new AssistSession(site.NewId(), Site.Id, Site.Cleo, null, Invite(InvitationMeans.Colleague, Site.Bob)),
            RefusalReason.InvitationUnusable);

    [Fact, Refuses("S7")]
    public void S7_refuses_who_is_no_csr_or_is_there_already_or_names_nothing()
    {
        var number = site.Show(session)!.Number;
        site.Refused(new AssistSession(site.NewId(), Site.Id, Site.Mia, number, null), RefusalReason.PrivilegeMissing);
        site.Refused(new AssistSession(site.NewId(), Site.Id, Site.Ann, number, null), RefusalReason.AlreadyPresent);
        site.Refused(new AssistSession(site.NewId(), Site.Id, Site.Bob, null, null), RefusalReason.InvalidField);
        site.Refused(new AssistSession(site.NewId(), Site.Id, Site.Bob, new(999_999_999), null), RefusalReason.UnknownSession);
        site.Refused(new AssistSession(site.NewId(), Site.Id, Site.Bob, null, new(Guid.AllBitsSet)), RefusalReason.InvitationUnusable);
    }

    [Fact, Refuses("S7")]
    public void S7_an_assistant_may_not_do_what_takes_control()
    {
        site.Assisted(session, Site.Bob);
        site.Refused(new EndSession(site.NewId(), Site.Id, session, Site.Bob, false), RefusalReason.NotInControl);
        site.Refused(new TransferControl(site.NewId(), Site.Id, session, Site.Bob, Site.Bob), RefusalReason.NotInControl);
    }

    [Fact, Refuses("S7")]
    public void S7_admits_so_many_assistants_and_no_more()
    {
        var people = Enumerable.Range(0, 22)
            .Select(i => new PersonSettings { Id = new($"p{i:D2}"), Name = $"P{i}", Privileges = [Privilege.Csr] })
            .ToValueList();
        var crowded = new Site(settings => settings with { People = people });
        var live = crowded.Started(people[0].Id);
        for (var i = 1; i <= 20; i++) crowded.Assisted(live, people[i].Id);
        crowded.Refused(
            new AssistSession(crowded.NewId(), Site.Id, people[21].Id, crowded.Show(live)!.Number, null), RefusalReason.SessionBoundReached);
    }

    private InvitationId Invite(InvitationMeans means, PersonId? colleague) =>
        site.Done(new Invite(
            site.NewId(), Site.Id, session, Site.Ann, means, InvitationRole.Representative, null, colleague, null)).Invitations![0];

    private SessionListView List(PersonId person) => (SessionListView)site.Process.Answer(new ShowMySessions(Site.Id, person), site.Now)!;
}
