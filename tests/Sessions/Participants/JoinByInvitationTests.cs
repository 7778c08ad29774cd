using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class JoinByInvitationTests
{
    private static readonly Guid Phone = new(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 9]);
    private static readonly Guid Laptop = new(2, 0, 0, [0, 0, 0, 0, 0, 0, 0, 9]);
    private readonly Site site = new();
    private readonly SessionId session;

    public JoinByInvitationTests() => session = site.Started(Site.Ann);

    [Theory, Accepts("S5"), Accepts("S4")]
    [InlineData(InvitationMeans.Mail)]
    [InlineData(InvitationMeans.OwnMail)]
    public void S5_a_personal_link_gives_the_same_browser_the_same_customer(InvitationMeans means)
    {
        var invitation = Invite(means);
        var first = site.Done(Join(invitation, Phone)).Customer;
        site.News.ShouldContain(new InvitationChanged(Site.Id, session, invitation, InvitationState.Used, null));
        site.Done(Join(invitation, Phone)).Customer.ShouldBe(first);
        site.Emitted.ShouldBeEmpty();
    }

    [Fact, Accepts("S5")]
    public void S5_a_personal_link_brings_back_a_customer_who_left()
    {
        var invitation = Invite(InvitationMeans.Mail);
        var customer = site.Done(Join(invitation, Phone)).Customer!.Value;
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, customer, null));
        site.Show(session)!.Customers.ShouldBeEmpty();
        site.Done(Join(invitation, Phone)).Customer.ShouldBe(customer);
        site.Show(session)!.Customers.ShouldHaveSingleItem().Customer.ShouldBe(customer);
    }

    [Fact, Accepts("S4")]
    public void S4_the_link_of_a_mail_that_failed_still_admits()
    {
        var invitation = Invite(InvitationMeans.Mail);
        site.Done(new ReportInvitation(site.NewId(), Site.Id, session, invitation, false, "550 no such user"));
        site.Done(Join(invitation, Phone));
        site.Show(session)!.Invitations[0].State.ShouldBe(InvitationState.Used);
    }

    [Fact, Refuses("S4"), Refuses("S5")]
    public void S4_a_personal_link_serves_one_browser()
    {
        var invitation = Invite(InvitationMeans.Mail);
        site.Done(Join(invitation, Phone));
        site.Refused(Join(invitation, Laptop), RefusalReason.InvitationUsed);
    }

    [Fact, Accepts("S4")]
    public void S4_a_link_for_an_instant_message_admits_until_the_session_is_full()
    {
        var invitation = Invite(InvitationMeans.InstantMessage);
        for (var i = 1; i <= 3; i++) site.Done(Join(invitation, new Guid(i, 0, 0, new byte[8])));
        site.Show(session)!.Customers.Count.ShouldBe(3);
        site.Refused(Join(invitation, Laptop), RefusalReason.SessionFull);
        site.Done(Join(invitation, new Guid(2, 0, 0, new byte[8])));
    }

    [Fact, Refuses("S4")]
    public void S4_a_revoked_link_admits_nobody()
    {
        var invitation = Invite(InvitationMeans.Mail);
        site.Done(new RevokeInvitation(site.NewId(), Site.Id, session, Site.Ann, invitation));
        site.Refused(Join(invitation, Phone), RefusalReason.InvitationUnusable);
    }

    [Fact, Refuses("S5")]
    public void S5_a_link_of_an_ended_session_answers_as_one_that_never_was()
    {
        var invitation = Invite(InvitationMeans.Mail);
        site.Done(new EndSession(site.NewId(), Site.Id, session, Site.Ann, false));
        var ended = site.Refused(Join(invitation, Phone), RefusalReason.InvitationUnusable);
        site.Refused(Join(new(Laptop), Phone), RefusalReason.InvitationUnusable).ShouldBe(ended);
    }

    [Fact, Refuses("S6")]
    public void S6_a_removed_customer_does_not_come_back_by_the_same_link()
    {
        var invitation = Invite(InvitationMeans.InstantMessage);
        var customer = site.Done(Join(invitation, Phone)).Customer!.Value;
        site.Done(new RemoveParticipant(site.NewId(), Site.Id, session, Site.Ann, customer, null));
        site.Refused(Join(invitation, Phone), RefusalReason.InvitationUnusable);
    }

    [Fact, Refuses("S5")]
    public void S5_a_representatives_link_admits_no_customer()
    {
        var invitation = Invite(InvitationMeans.InstantMessage, InvitationRole.Representative);
        site.Refused(Join(invitation, Phone), RefusalReason.InvitationUnusable);
        site.Refused(Join(invitation, Guid.Empty), RefusalReason.InvalidField).Field.ShouldBe("browser");
    }

    private InvitationId Invite(InvitationMeans means, InvitationRole role = InvitationRole.Customer) =>
        site.Done(new Invite(
            site.NewId(), Site.Id, session, Site.Ann, means, role, means == InvitationMeans.Mail ? "carl@example.org" : null, null, null))
            .Invitations![0];

    private JoinByInvitation Join(InvitationId invitation, Guid browser) => new(site.NewId(), Site.Id, invitation, browser, "Carl");
}
