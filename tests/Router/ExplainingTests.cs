using System.Text;
using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

public sealed class ExplainingTests
{
    private static World Sales() => new(SiteOf(
        [Agent("ann"), Agent("bob"), Agent("cid"), Agent("dot"), Agent("eve")], QueueOf("sales", "ann", "bob", "cid", "dot", "eve")));

    [Fact, Accepts("R23")]
    public void R23_says_who_was_offered_by_which_rule_and_who_was_passed_over_and_why()
    {
        var world = Sales();
        world.SignInAll("ann", "bob", "cid", "dot");
        world.Unavailable("cid");
        world.When(new OccupySlot(Site, Person("dot"), Session(9), "web"));
        world.Ask(1, "sales");

        var offered = world.Explain(1).Decisions.Single(each => each.Kind == DecisionKind.Offered);
        offered.Rule.ShouldBe("R3 most-idle");
        offered.Agents.ShouldBe([Person("ann")]);
        offered.PassedOver.ShouldBe(
        [
            new PassedOverView(PassedOverReason.SignedOut, 1, []),
            new PassedOverView(PassedOverReason.Unavailable, 1, []),
            new PassedOverView(PassedOverReason.Full, 1, []),
            new PassedOverView(PassedOverReason.RankedLower, 1, [Person("bob")]),
        ]);

        world.Decline("ann", 1);
        var again = world.Explain(1).Decisions[^1];
        again.Agents.ShouldBe([Person("bob")]);
        again.PassedOver.ShouldContain(new PassedOverView(PassedOverReason.DeclinedBefore, 1, [Person("ann")]));
    }

    [Fact, Refuses("R23")]
    public void R23_keeps_the_first_and_the_last_decisions_and_counts_what_is_left_out()
    {
        var world = new World(SiteOf([Agent("ann")], QueueOf("sales", "ann")));
        world.SignIn("ann");
        world.Ask(1, "sales");
        for (var i = 0; i < 100; i++) world.Decline("ann", 1);
        var explained = world.Explain(1);
        explained.Decisions.Count.ShouldBe(100);
        explained.Left.ShouldBe(1 + 1 + 300 - 100);
        explained.Decisions[0].Kind.ShouldBe(DecisionKind.Queued);
        explained.Decisions[^1].Kind.ShouldBe(DecisionKind.Offered);
        world.Router.Answer(new ExplainRequest(Site, Request(2)), world.Now).ShouldBeNull();
    }

    [Fact, Accepts("R23")]
    public void R23_the_record_of_an_ended_request_goes_to_the_history_with_its_decisions()
    {
        var world = Sales();
        world.SignIn("ann");
        world.When(Wish(1, "sales") with { Customers = [new CustomerId(Id(5))] });
        world.Take("ann", 1);
        world.End(1);
        var record = world.Facts.OfType<IHistoricEvent>().Single().ToHistory(Site, "7-0", world.Now);
        record.Kind.ShouldBe(HistoryKind.Request);
        record.Id.ShouldBe(Id(1));
        record.Customers.ShouldBe([new CustomerId(Id(5))]);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(record.Body.Span));
        json.RootElement.GetProperty("decisions").EnumerateArray().Select(each => each.GetProperty("kind").GetString())
            .ShouldBe(["queued", "offered", "assigned"]);
        json.RootElement.GetProperty("agent").GetString().ShouldBe("ann");
    }

    [Fact, Accepts("R24")]
    public void R24_counts_what_a_queue_and_an_agent_did()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.Pass(10);
        world.Decline("ann", 1);
        world.Pass(5);
        world.Take("bob", 1);
        world.Pass(100);
        world.Ask(2, "sales");
        world.Pass(25);
        world.Take("ann", 2);
        world.When(Wish(3, "sales") with { Giver = Person("bob"), GiverRequest = Request(1), Session = Session(1) });
        world.End(3, RequestEnd.Abandoned);

        world.Summary("sales").Counters.ShouldBe(new CountersView(
            Offered: 3,
            Answered: 2,
            AnsweredInTime: 1,
            Abandoned: 1,
            Declined: 1,
            Expired: 0,
            TransferredIn: 1,
            TransferredOut: 1,
            AnswerWaitMilliseconds: 40_000,
            HandleMilliseconds: 125_000,
            WrapUpMilliseconds: 0));
        world.AgentView("bob").Counters.ShouldSatisfyAllConditions(
            bob => bob.Answered.ShouldBe(1),
            bob => bob.TransferredOut.ShouldBe(1),
            bob => bob.HandleMilliseconds.ShouldBe(125_000));
        world.AgentView("ann").SignedInMilliseconds.ShouldBe(142_000);
    }

    [Fact, Refuses("R24")]
    public void R24_a_request_that_comes_back_is_answered_once_and_one_not_joined_not_at_all()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.Accept("ann", 1);
        world.Pass(15);
        world.Summary("sales").Counters.Answered.ShouldBe(0);
        world.Take("bob", 1);
        world.When(new ReturnRequest(Site, Request(1), Person("bob"), ReturnReason.AgentLost));
        world.Take("bob", 1);
        world.Summary("sales").Counters.Answered.ShouldBe(1);
        world.Summary("sales").Counters.Offered.ShouldBe(1);
    }

    [Fact, Accepts("R24")]
    public void R24_the_longest_wait_is_that_of_the_earliest_accepted_whatever_its_place()
    {
        var world = new World(SiteOf([Agent("ann")], QueueOf("sales", "ann")) with { HeadStartSeconds = [0, 100] });
        world.Ask(1, "sales");
        world.Pass(10);
        world.When(Wish(2, "sales") with { Priority = 1 });
        world.Pass(5);
        world.Summary("sales").ShouldSatisfyAllConditions(
            each => each.Waiting.ShouldBe(2), each => each.LongestWaitMilliseconds.ShouldBe(15_000));
    }

    [Fact, Accepts("R23")]
    public void R23_one_who_declined_is_counted_under_that_reason_alone()
    {
        var world = Sales();
        world.SignInAll("ann", "bob", "cid");
        world.Ask(1, "sales");
        world.Decline("ann", 1);
        world.Unavailable("ann");
        world.Decline("bob", 1);
        world.Explain(1).Decisions[^1].PassedOver.ShouldBe(
        [
            new PassedOverView(PassedOverReason.SignedOut, 2, []),
            new PassedOverView(PassedOverReason.DeclinedBefore, 2, [Person("ann"), Person("bob")]),
        ]);
        world.When(new OccupySlot(Site, Person("bob"), Session(9), "web")).IsAccepted.ShouldBeTrue();
        world.Unavailable("cid");
        world.Explain(1).Decisions.Single(each => each.Kind == DecisionKind.Lifted).Agents.ShouldBe(
            [Person("ann"), Person("bob"), Person("cid")]);
    }

    [Fact, Accepts("R23")]
    public void R23_says_when_one_who_was_passed_over_may_be_offered_it_again_and_why()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Unavailable("bob");
        world.Ask(1, "sales");
        world.Decline("ann", 1);
        world.Pass(60);
        var lifted = world.Explain(1).Decisions.Single(each => each.Kind == DecisionKind.Lifted);
        lifted.Rule.ShouldBe("R7 the time after declining is over");
        lifted.Agents.ShouldBe([Person("ann")]);
    }

    [Fact, Accepts("R23"), Accepts("R18")]
    public void R23_says_when_the_givers_time_is_over()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Unavailable("bob");
        world.When(Wish(1, "sales") with { Giver = Person("ann") });
        world.Pass(300);
        world.Explain(1).Decisions.Single(each => each.Kind == DecisionKind.Lifted).Agents.ShouldBe([Person("ann")]);
    }
}
