using System.Text;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class SessionHistoryTests
{
    private readonly Site site = new();

    [Fact, Accepts("S14")]
    public void S14_the_record_tells_the_whole_session()
    {
        var record = SessionHistory.Read(History(out var customer).Body.Span);
        record.Site.ShouldBe(Site.Id);
        record.End.ShouldBe(SessionEnd.Ended);
        record.StartedBy.ShouldBeNull();
        record.EndedAt.Since(record.StartedAt).ShouldBe(60_000);
        record.Answers.ShouldBe([new("order", "42")]);
        record.Customers.ShouldHaveSingleItem().ShouldBe(
            new RecordedCustomer(customer, "Carl", record.StartedAt, record.EndedAt, null, null));
        record.Representatives.Select(each => (each.Person, each.Role, each.From, each.To)).ShouldBe(
        [
            (Site.Ann, ParticipantRole.Controller, record.StartedAt, Site.Start.PlusSeconds(20)),
            (Site.Bob, ParticipantRole.Controller, Site.Start.PlusSeconds(40), record.EndedAt),
        ]);
        record.Waits.Select(each => (each.Reason, each.TakenBy, each.From, each.To)).ShouldBe(
        [
            (WaitReason.NewCustomer, Site.Ann, record.StartedAt, record.StartedAt),
            (WaitReason.Transferred, Site.Bob, Site.Start.PlusSeconds(20), Site.Start.PlusSeconds(40)),
        ]);
        record.Transfers.ShouldHaveSingleItem().PersonalMessage.ShouldBe("Look at tray 2.");
        record.Activities.ShouldBe([new(Activity.DesktopSharing, record.StartedAt, Site.Start.PlusSeconds(20))]);
        record.Calls.ShouldHaveSingleItem().To.ShouldBe(record.EndedAt);
        record.Invitations.ShouldHaveSingleItem().Address.ShouldBe("dora@example.org");
    }

    [Fact, Accepts("S14")]
    public void S14_the_event_carries_the_record_and_the_customers_in_it()
    {
        var history = History(out var customer);
        history.Kind.ShouldBe(HistoryKind.Session);
        history.EventId.ShouldBe("0-17-2");
        history.Customers.ShouldBe([customer]);
    }

    [Fact, Accepts("S14")]
    public void S14_a_customers_personal_data_is_removable()
    {
        var history = SessionHistory.Without(History(out var customer), customer).ShouldNotBeNull();
        history.Customers.ShouldBeEmpty();
        Encoding.UTF8.GetString(history.Body.Span).ShouldNotContain("Carl");
        var record = SessionHistory.Read(history.Body.Span);
        record.Answers.ShouldBeEmpty();
        record.Transfers.ShouldHaveSingleItem().PersonalMessage.ShouldBeNull();
        record.Representatives.Count.ShouldBe(2);
        record.Invitations.ShouldHaveSingleItem().Address.ShouldBe("dora@example.org", "nobody joined by it");
        SessionHistory.Without(history, customer).ShouldBeNull("nothing is left to remove");
    }

    [Fact, Accepts("S14")]
    public void S14_a_removed_customers_address_goes_from_the_mail_that_failed_too()
    {
        var session = site.Started(Site.Ann);
        var failed = Mail(session, "Carl@example.org");
        site.Done(new ReportInvitation(site.NewId(), Site.Id, session, failed, false, "Carl@example.org: mailbox full"));
        var used = Mail(session, "carl@example.org");
        Mail(session, "dora@example.org");
        var carl = site.Done(new JoinByInvitation(site.NewId(), Site.Id, used, Guid.AllBitsSet, "Carl")).Customer!.Value;
        site.Done(new EndSession(site.NewId(), Site.Id, session, Site.Ann, false));
        var record = SessionHistory.Read(SessionHistory.Without(Closed(), carl).ShouldNotBeNull().Body.Span);
        record.Invitations.Select(each => (each.Address, each.Failure)).ShouldBe([(null, null), (null, null), ("dora@example.org", null)]);
    }

    [Fact, Refuses("S14")]
    public void S14_nothing_of_other_customers_is_removed()
    {
        var session = site.Started(Site.Ann);
        var invitation = Mail(session, "carl@example.org");
        var carl = site.Done(new JoinByInvitation(site.NewId(), Site.Id, invitation, Guid.AllBitsSet, "Carl")).Customer!.Value;
        var dora = site.Joined(session, "Dora");
        var request = site.Done(site.Transfer(session, Site.Ann, null, Site.Bob) with { PersonalMessage = "Both call." }).Request!.Value;
        site.Done(new AssignSession(Site.Id, session, request, Site.Bob, null));
        site.Done(new EndSession(site.NewId(), Site.Id, session, Site.Bob, false));
        var history = Closed();

        var without = SessionHistory.Without(history, carl).ShouldNotBeNull();
        var record = SessionHistory.Read(without.Body.Span);
        record.Customers.Select(each => each.Name).ShouldBe([null, "Dora"]);
        record.Invitations.ShouldHaveSingleItem().Address.ShouldBeNull();
        record.Transfers.ShouldHaveSingleItem().PersonalMessage.ShouldBe("Both call.");
        without.Customers.ShouldBe([dora]);
        SessionHistory.Read(SessionHistory.Without(without, dora)!.Body.Span).Transfers[0].PersonalMessage.ShouldBeNull();
        SessionHistory.Without(history, new(Guid.AllBitsSet)).ShouldBeNull();
        SessionHistory.Without(history with { Kind = HistoryKind.Request }, carl).ShouldBeNull();
    }

    [Fact, Accepts("S14")]
    public void S14_a_record_keeps_the_newest_spans_and_counts_the_others()
    {
        var trail = new SessionTrail();
        for (var i = 0; i < 1001; i++) trail.BeginWait(new(Guid.AllBitsSet), null, WaitReason.AgentLost, new(i));
        trail.Waits.Count.ShouldBe(1000);
        trail.Waits[0].From.ShouldBe(new Instant(1));
        trail.Dropped.ShouldBe(1);
    }

    private HistoryRecord History(out CustomerId customer)
    {
        var made = site.Done(new RequestSession(site.NewId(), Site.Id, "Carl", Site.Support, null, 0, [new("order", "42")], []));
        var session = made.Session!.Value;
        customer = made.Customer!.Value;
        site.Opened(session, customer);
        site.Done(new AssignSession(Site.Id, session, made.Request!.Value, Site.Ann, Site.Support));
        site.Opened(session, Site.Ann);
        site.Done(new Invite(
            site.NewId(), Site.Id, session, Site.Ann, InvitationMeans.Mail, InvitationRole.Customer, "dora@example.org", null, null));
        site.Done(new SwitchActivity(site.NewId(), Site.Id, session, Site.Ann, Activity.DesktopSharing, true));
        site.Pass(20);
        var transfer = site.Transfer(session, Site.Ann, null, Site.Bob) with { PersonalMessage = "Look at tray 2." };
        var request = site.Done(transfer).Request!.Value;
        site.Pass(20);
        site.Done(new AssignSession(Site.Id, session, request, Site.Bob, null));
        site.Opened(session, Site.Bob);
        site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Bob));
        site.Pass(20);
        site.Done(new EndSession(site.NewId(), Site.Id, session, Site.Bob, false));
        return Closed();
    }

    private InvitationId Mail(SessionId session, string address) => site.Done(new Invite(
        site.NewId(), Site.Id, session, Site.Ann, InvitationMeans.Mail, InvitationRole.Customer, address, null, null)).Invitations![0];

    private HistoryRecord Closed() => site.Emitted.OfType<IHistoricEvent>().Single().ToHistory(Site.Id, "0-17-2", site.Now);
}
