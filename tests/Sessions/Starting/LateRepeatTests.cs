using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

/// <summary>
/// Commands that come again after the kernel has forgotten their answers: decided anew, they must make nothing twice while what they
/// made is there.
/// </summary>
public sealed class LateRepeatTests
{
    private readonly Site site = new();

    [Fact, Accepts("I10")]
    public void I10_a_start_repeated_late_names_the_session_that_it_started()
    {
        var command = new StartSession(site.NewId(), Site.Id, Site.Ann, ["a@example.org", "b@example.org"], "de", "chat");
        RepeatsAs(command, site.Done(command));
    }

    [Fact, Refuses("I10")]
    public void I10_refuses_another_start_under_the_id_of_a_live_session()
    {
        var command = new StartSession(site.NewId(), Site.Id, Site.Ann, ["a@example.org"], null, null);
        site.Done(command);
        Reused(command with { By = Site.Bob });
        Reused(command with { InviteAddresses = [] });
        Reused(command with { Channel = "chat" });
        Reused(Request() with { CommandId = command.CommandId });
    }

    [Fact, Accepts("I10")]
    public void I10_a_request_repeated_late_names_the_session_wherever_it_is()
    {
        var command = Request();
        var made = site.Done(command) with { Position = null };
        RepeatsAs(command, made);
        site.Done(new AssignSession(Site.Id, made.Session!.Value, made.Request!.Value, Site.Ann, Site.Support));
        site.Opened(made.Session.Value, Site.Ann);
        site.Done(site.Transfer(made.Session.Value, Site.Ann, null, Site.Bob));
        RepeatsAs(command, made);
    }

    [Fact, Refuses("I10")]
    public void I10_refuses_another_request_under_the_id_of_a_live_session_or_customer()
    {
        var command = Request();
        site.Done(command);
        Reused(command with { Customer = "Dora" });
        Reused(command with { Queue = new("sales") });
        Reused(command with { Answers = [new("order", "43")] });
        Reused(new StartSession(command.CommandId, Site.Id, Site.Ann, [], null, null));
        var joined = site.Joined(site.Started(Site.Ann));
        Reused(Request() with { CommandId = new(joined.Value) });
    }

    [Fact, Accepts("I10")]
    public void I10_a_join_repeated_late_neither_joins_again_nor_resets_the_page()
    {
        var session = site.Started(Site.Ann);
        var command = new JoinSession(site.NewId(), Site.Id, site.Show(session)!.Number, "Carl");
        var made = site.Done(command);
        site.Opened(session, made.Customer!.Value);
        RepeatsAs(command, made);
        site.Show(session)!.Customers.ShouldHaveSingleItem().Connected.ShouldBeTrue();
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, made.Customer, null));
        RepeatsAs(command, made);
        site.Show(session)!.Customers.ShouldBeEmpty();
    }

    [Fact, Refuses("I10")]
    public void I10_refuses_to_join_anybody_else_under_a_customers_id()
    {
        var (session, other) = (site.Started(Site.Ann), site.Started(Site.Bob));
        var command = new JoinSession(site.NewId(), Site.Id, site.Show(session)!.Number, "Carl");
        site.Done(command);
        Reused(command with { Name = "Dora" });
        Reused(command with { Number = site.Show(other)!.Number });
        var link = site.Done(Invite(session)).Invitations![0];
        Reused(new JoinByInvitation(command.CommandId, Site.Id, link, Guid.AllBitsSet, "Carl"));
    }

    [Fact, Accepts("I10")]
    public void I10_an_invitation_repeated_late_is_not_mailed_again()
    {
        var session = site.Started(Site.Ann);
        var command = Invite(session);
        var made = site.Done(command);
        site.Done(new ReportInvitation(site.NewId(), Site.Id, session, made.Invitations![0], true, null));
        RepeatsAs(command, made);
        site.Show(session)!.Invitations.ShouldHaveSingleItem().State.ShouldBe(InvitationState.Sent);
        Reused(command with { Address = "dora@example.org" });
    }

    [Fact, Accepts("I10")]
    public void I10_a_transfer_repeated_late_hands_nothing_over_again()
    {
        var session = site.Started(Site.Ann);
        site.Joined(session);
        var command = site.Transfer(session, Site.Ann, null, Site.Bob) with { PersonalMessage = "a\r\nb" };
        var made = site.Done(command) with { Position = null };
        RepeatsAs(command, made);
        site.Done(new AssignSession(Site.Id, session, made.Request!.Value, Site.Bob, null));
        RepeatsAs(command, made);
        Reused(command with { PersonalMessage = "c" });
        Reused(command with { By = Site.Bob });
    }

    [Fact, Accepts("I10")]
    public void I10_a_call_started_late_again_is_the_call_started_then()
    {
        var session = site.Started(Site.Ann);
        var command = new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann);
        var made = site.Done(command);
        RepeatsAs(command, made);
        site.Done(new StopVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        RepeatsAs(command, made);
        var other = site.Started(Site.Bob);
        Reused(command with { Session = other, By = Site.Bob });
    }

    private void RepeatsAs(object command, Made made)
    {
        site.Done(command).ShouldBe(made);
        site.Asked.ShouldBeEmpty();
        site.Emitted.ShouldBeEmpty();
    }

    private void Reused(object command)
    {
        site.Refused(command, RefusalReason.CommandIdReused).Message.ShouldContain("new id");
        site.Asked.ShouldBeEmpty();
    }

    private RequestSession Request() => new(site.NewId(), Site.Id, "Carl", Site.Support, null, 0, [new("order", "42")], ["printers"]);

    private Invite Invite(SessionId session) => new(
        site.NewId(), Site.Id, session, Site.Ann, InvitationMeans.Mail, InvitationRole.Customer, "carl@example.org", null, null);
}
