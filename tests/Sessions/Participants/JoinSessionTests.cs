using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class JoinSessionTests
{
    private readonly Site site = new();

    [Fact, Accepts("S5"), Accepts("S6")]
    public void S5_a_customer_joins_by_number_and_the_first_is_primary_and_assisted()
    {
        var session = site.Started(Site.Ann);
        var command = new JoinSession(site.NewId(), Site.Id, site.Show(session)!.Number, "Carl");
        var made = site.Done(command);
        made.Customer.ShouldBe(new CustomerId(command.CommandId.Value));
        site.News.ShouldBe(
        [
            new ParticipantJoined(Site.Id, session, ParticipantRole.Customer, made.Customer, null, "Carl"),
            new ActivitiesChanged(Site.Id, session, [], made.Customer),
        ]);
        site.Joined(session, "Dora");
        var view = site.Show(session)!;
        view.Customers.Select(each => each.Name).ShouldBe(["Carl", "Dora"]);
        view.AssistedCustomer.ShouldBe(made.Customer);
    }

    [Fact, Accepts("S5")]
    public void S5_joining_a_waiting_session_changes_no_place_in_the_queue()
    {
        var (session, _, _) = site.Requested();
        site.Joined(session, "Dora");
        site.Asked.ShouldBeEmpty();
        site.Told.ShouldBeEmpty();
    }

    [Fact, Refuses("S5")]
    public void S5_a_full_session_admits_nobody()
    {
        var session = site.Started(Site.Ann);
        for (var i = 0; i < 3; i++) site.Joined(session);
        site.Refused(new JoinSession(site.NewId(), Site.Id, site.Show(session)!.Number, "Late"), RefusalReason.SessionFull).Message.ShouldContain("3");
    }

    [Fact, Refuses("S5")]
    public void S5_an_ended_session_answers_as_one_that_never_was()
    {
        var session = site.Started(Site.Ann);
        var number = site.Show(session)!.Number;
        site.Done(new EndSession(site.NewId(), Site.Id, session, Site.Ann, false));
        var ended = site.Refused(new JoinSession(site.NewId(), Site.Id, number, "Carl"), RefusalReason.UnknownSession);
        var never = site.Refused(new JoinSession(site.NewId(), Site.Id, new(999_999_999), "Carl"), RefusalReason.UnknownSession);
        ended.ShouldBe(never);
    }

    [Theory, Refuses("S5")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\u0007b")]
    public void S5_refuses_what_is_no_name(string name)
    {
        var session = site.Started(Site.Ann);
        site.Refused(new JoinSession(site.NewId(), Site.Id, site.Show(session)!.Number, name), RefusalReason.InvalidField).Field.ShouldBe("name");
    }

    [Fact, Refuses("S5")]
    public void S5_admits_so_many_customers_ever_and_no_more()
    {
        var session = site.Started(Site.Ann);
        var number = site.Show(session)!.Number;
        for (var i = 0; i < 200; i++)
        {
            var customer = site.Done(new JoinSession(site.NewId(), Site.Id, number, "Carl")).Customer;
            site.Done(new LeaveSession(site.NewId(), Site.Id, session, customer, null));
        }
        site.Refused(new JoinSession(site.NewId(), Site.Id, number, "Carl"), RefusalReason.SessionBoundReached).Message.ShouldContain("200");
    }

    [Fact, Refuses("S5")]
    public void S5_refuses_a_name_with_half_a_character()
    {
        var session = site.Started(Site.Ann);
        site.Refused(new JoinSession(site.NewId(), Site.Id, site.Show(session)!.Number, "Carl \ud83d"), RefusalReason.InvalidField);
    }
}
