using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class InvitationTests
{
    private readonly Site site = new();
    private readonly SessionId session;

    public InvitationTests() => session = site.Started(Site.Ann);

    [Theory, Accepts("S4")]
    [InlineData(InvitationMeans.Mail, "carl@example.org", InvitationState.Queued)]
    [InlineData(InvitationMeans.OwnMail, "carl@example.org", InvitationState.Drafted)]
    [InlineData(InvitationMeans.OwnMail, null, InvitationState.Drafted)]
    [InlineData(InvitationMeans.InstantMessage, null, InvitationState.Drafted)]
    public void S4_every_means_has_its_first_state(InvitationMeans means, string? address, InvitationState state)
    {
        var command = Invite() with { Means = means, Address = address, Language = "pt-BR" };
        var invitation = site.Done(command).Invitations!.ShouldHaveSingleItem();
        site.News.ShouldBe([new InvitationChanged(Site.Id, session, invitation, state, null)]);
        site.Show(session, Site.Ann)!.Invitations
            .ShouldBe([new(invitation, means, InvitationRole.Customer, address, null, state, null, "pt-BR")]);
    }

    [Fact, Refuses("S4")]
    public void S4_no_link_can_be_told_from_the_ids_that_others_see()
    {
        var start = new StartSession(new(Guid.AllBitsSet), Site.Id, Site.Bob, ["a@example.org", "b@example.org"], null, null);
        var atStart = site.Done(start).Invitations!;
        var later = Invite();
        ValueList<InvitationId> links = [.. atStart, .. site.Done(later).Invitations!];
        links.Distinct().Count().ShouldBe(3);
        links.ShouldNotContain(new InvitationId(start.CommandId.Value));
        links.ShouldNotContain(new InvitationId(later.CommandId.Value));
        new Site().Done(start).Invitations.ShouldNotBe(atStart, "the same command under another secret makes other links");
    }

    [Fact, Accepts("S4")]
    public void S4_the_language_is_the_sites_unless_named()
    {
        site.Done(Invite());
        site.Show(session)!.Invitations[0].Language.ShouldBe("en");
    }

    [Fact, Accepts("S4")]
    public void S4_the_sender_reports_what_became_of_a_mail()
    {
        var sent = site.Done(Invite()).Invitations![0];
        var failed = site.Done(Invite()).Invitations![0];
        site.Done(new ReportInvitation(site.NewId(), Site.Id, session, sent, true, null));
        site.Done(new ReportInvitation(site.NewId(), Site.Id, session, failed, false, "550 no such user"));
        site.Show(session)!.Invitations.Select(each => (each.State, each.Failure))
            .ShouldBe([(InvitationState.Sent, null), (InvitationState.Failed, "550 no such user")]);
    }

    [Fact, Refuses("S4")]
    public void S4_a_late_report_does_not_undo_use_or_revocation()
    {
        var invitation = site.Done(Invite()).Invitations![0];
        site.Done(new JoinByInvitation(site.NewId(), Site.Id, invitation, Guid.AllBitsSet, "Carl"));
        site.Done(new ReportInvitation(site.NewId(), Site.Id, session, invitation, true, null));
        site.Show(session)!.Invitations[0].State.ShouldBe(InvitationState.Used);
        site.Refused(new ReportInvitation(site.NewId(), Site.Id, session, invitation, false, null), RefusalReason.InvalidField);
    }

    [Fact, Accepts("S4")]
    public void S4_who_is_in_control_revokes_once()
    {
        var invitation = site.Done(Invite()).Invitations![0];
        var revoke = new RevokeInvitation(site.NewId(), Site.Id, session, Site.Ann, invitation);
        site.Done(revoke);
        site.News.ShouldBe([new InvitationChanged(Site.Id, session, invitation, InvitationState.Revoked, null)]);
        site.Done(revoke with { CommandId = site.NewId() });
        site.Emitted.ShouldBeEmpty();
    }

    [Fact, Refuses("S4")]
    public void S4_only_who_is_in_control_invites_and_revokes()
    {
        site.Assisted(session, Site.Bob);
        var invitation = site.Done(Invite()).Invitations![0];
        site.Refused(Invite() with { By = Site.Bob }, RefusalReason.NotInControl);
        site.Refused(new RevokeInvitation(site.NewId(), Site.Id, session, Site.Bob, invitation), RefusalReason.NotInControl);
        site.Refused(new RevokeInvitation(site.NewId(), Site.Id, session, Site.Ann, new(Guid.AllBitsSet)), RefusalReason.InvitationUnusable);
        site.Show(session, Site.Bob)!.Invitations.ShouldBeEmpty();
    }

    [Theory, Refuses("S4")]
    [InlineData("")]
    [InlineData("carl")]
    [InlineData("carl@")]
    [InlineData("@example.org")]
    [InlineData("carl@@example.org")]
    [InlineData("carl@exa mple.org")]
    [InlineData("carl@-example.org")]
    [InlineData("carl@example..org")]
    [InlineData(".carl@example.org")]
    [InlineData("carl<x>@example.org")]
    [InlineData("carl@example.org\nBcc: all@example.org")]
    [InlineData("carl@example.org, dora@example.org")]
    public void S4_refuses_what_is_no_address(string address) =>
        site.Refused(Invite() with { Address = address }, RefusalReason.InvalidField).Field.ShouldBe("address");

    [Fact, Refuses("S4")]
    public void S4_refuses_an_address_longer_than_mail_servers_take()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 4));
        site.Done(Invite() with { Address = $"carlcarl@{domain}" });
        site.Refused(Invite() with { Address = $"carl.carl.x@{domain}" }, RefusalReason.InvalidField);
    }

    [Theory, Refuses("S4")]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("english language")]
    [InlineData("de-")]
    [InlineData("de_DE")]
    public void S4_refuses_what_is_no_language(string language) =>
        site.Refused(Invite() with { Language = language }, RefusalReason.InvalidField).Field.ShouldBe("language");

    [Fact, Refuses("S4")]
    public void S4_refuses_members_that_do_not_fit_the_means()
    {
        var colleague = Invite() with { Means = InvitationMeans.Colleague, Role = InvitationRole.Representative, Address = null };
        site.Refused(Invite() with { Address = null }, RefusalReason.InvalidField).Field.ShouldBe("address");
        site.Refused(Invite() with { Means = InvitationMeans.InstantMessage }, RefusalReason.InvalidField).Field.ShouldBe("address");
        site.Refused(Invite() with { Colleague = Site.Bob }, RefusalReason.InvalidField).Field.ShouldBe("colleague");
        site.Refused(colleague, RefusalReason.InvalidField).Field.ShouldBe("colleague");
        site.Refused(colleague with { Colleague = Site.Bob, Role = InvitationRole.Customer }, RefusalReason.InvalidField).Field.ShouldBe("role");
        site.Refused(colleague with { Colleague = Site.Mia }, RefusalReason.PrivilegeMissing);
        site.Refused(colleague with { Colleague = Site.Ann }, RefusalReason.AlreadyPresent);
        site.Refused(Invite() with { Means = (InvitationMeans)9 }, RefusalReason.InvalidField);
        site.Refused(Invite() with { Role = (InvitationRole)9 }, RefusalReason.InvalidField);
    }

    [Fact, Refuses("S4")]
    public void S4_makes_so_many_invitations_and_no_more()
    {
        for (var i = 0; i < 100; i++) site.Done(Invite());
        site.Refused(Invite(), RefusalReason.SessionBoundReached).Message.ShouldContain("100");
    }

    private Invite Invite() => new(
        site.NewId(), Site.Id, session, Site.Ann, InvitationMeans.Mail, InvitationRole.Customer, "carl@example.org", null, null);
}
