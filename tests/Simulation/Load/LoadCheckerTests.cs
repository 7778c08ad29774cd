using AcdRouter.Simulation.Load;
using AcdRouter.Testing;
using static AcdRouter.Simulation.Tests.Load.WrittenHistory;

namespace AcdRouter.Simulation.Tests.Load;

/// <summary>The checker finds what it is there to find, and only that.</summary>
public sealed class LoadCheckerTests
{
    private const string Command = "00000000-0000-0000-0000-0000000000c1";

    [Fact]
    public void A_hand_over_that_was_promised_and_is_there_is_clean()
    {
        var verdict = new WrittenHistory()
            .Record(Command, Accepted(1, "line"), Offered(1, "ann"))
            .Record(Id(99), Taken(1, "ann"))
            .Promised(PromiseKind.Transfer, Command, 2, 1, "bob")
            .Promised(PromiseKind.Accept, Id(99), 3, 1, "ann")
            .Check();
        verdict.Findings.Sentences.ShouldBeEmpty();
        verdict.HandOvers.ShouldBe(1);
    }

    [Fact]
    public void A_promise_without_a_record_is_lost() =>
        new WrittenHistory().Promised(PromiseKind.Transfer, Command, 2, 1, "bob").Check().Findings.LostCount.ShouldBe(1);

    [Fact]
    public void A_promise_whose_record_has_no_effect_is_lost() =>
        new WrittenHistory().Record(Command).Promised(PromiseKind.Transfer, Command, 2, 1, "bob").Check().Findings.LostCount.ShouldBe(1);

    [Fact]
    public void An_agent_who_accepts_two_offers_of_one_request_is_told_twice_that_it_is_theirs() =>
        new WrittenHistory().Record(null, Accepted(1, "line")).Record(null, Taken(1, "ann")).Record(Command).Record(null, Returned(1)).Record(Id(99))
            .Promised(PromiseKind.Accept, Command, 4, 1, "ann").Check().Findings.IsClean.ShouldBeTrue();

    [Fact]
    public void An_accept_answered_with_success_after_the_request_went_back_is_lost() =>
        new WrittenHistory().Record(null, Accepted(1, "line")).Record(null, Taken(1, "ann")).Record(null, Returned(1)).Record(Command)
            .Promised(PromiseKind.Accept, Command, 5, 1, "ann").Check().Findings.LostCount.ShouldBe(1);

    [Fact]
    public void A_command_with_two_records_is_doubled() =>
        new WrittenHistory().Record(Command).Record(Command).Promised(PromiseKind.Presence, Command, 2, 0, "bob").Check().Findings.DoubledCount.ShouldBe(1);

    [Fact]
    public void A_request_given_to_two_agents_is_doubled() =>
        new WrittenHistory().Record(null, Accepted(1, "line")).Record(null, Taken(1, "ann")).Record(null, Taken(1, "bob")).Check().Findings.DoubledCount.ShouldBe(1);

    [Fact]
    public void A_request_that_came_back_may_be_given_again() =>
        new WrittenHistory().Record(null, Accepted(1, "line")).Record(null, Taken(1, "ann")).Record(null, Returned(1)).Record(null, Taken(1, "bob"))
            .Check().Findings.IsClean.ShouldBeTrue();

    [Fact]
    public void An_agent_with_more_than_capacity_is_found() =>
        new WrittenHistory().Record(null, Accepted(1, "line"), Accepted(2, "line"), Taken(1, "ann"), Taken(2, "ann")).Check().Findings.DoubledCount.ShouldBe(1);

    [Fact, Refuses("R2")]
    public void R2_a_later_request_offered_first_is_out_of_order() =>
        new WrittenHistory().Record(null, Accepted(1, "line")).Record(null, Accepted(2, "line")).Record(null, Offered(2, "bob"))
            .Check().Findings.OutOfOrderCount.ShouldBe(1);

    [Fact, Refuses("R2")]
    public void R2_what_the_same_record_returned_earlier_comes_first_too() =>
        new WrittenHistory().Record(null, Accepted(1, "line")).Record(null, Taken(1, "ann")).Record(null, Accepted(2, "line"))
            .Record(null, Returned(1), Offered(2, "bob")).Check().Findings.OutOfOrderCount.ShouldBe(1);

    [Fact, Refuses("R2")]
    public void R2_a_head_start_comes_first() =>
        new WrittenHistory().Record(null, Accepted(1, "line")).Record(null, Accepted(2, "line", priority: 1)).Record(null, Offered(1, "bob"))
            .Check().Findings.OutOfOrderCount.ShouldBe(1);

    [Fact, Accepts("R2")]
    public void R2_the_better_rank_of_the_agent_comes_first() =>
        new WrittenHistory().Record(null, Accepted(1, "line")).Record(null, Accepted(2, "side")).Record(null, Offered(2, "bob"))
            .Check().Findings.IsClean.ShouldBeTrue();

    [Fact, Accepts("R2")]
    public void R2_what_is_held_or_was_declined_is_passed_over() =>
        new WrittenHistory()
            .Record(null, Accepted(1, "line")).Record(null, Held(1))
            .Record(null, Accepted(2, "line")).Record(null, Offered(2, "bob")).Record(null, Declined(2, "bob"))
            .Record(null, Accepted(3, "line")).Record(null, Offered(3, "bob"))
            .Check().Findings.IsClean.ShouldBeTrue();

    [Theory, Accepts("R2"), InlineData(10, 0), InlineData(9, 1)]
    public void R2_a_broadcast_beyond_a_full_inbox_keeps_nothing_from_its_agent(int open, int outOfOrder)
    {
        var history = new WrittenHistory();
        for (var request = 1; request <= open; request++) history.Record(null, Accepted(request, "all"), OfferedAs(request, exclusive: false, "bob"));
        history.Record(null, Accepted(50, "all")).Record(null, Accepted(51, "side"), Offered(51, "bob"));
        history.Check().Findings.OutOfOrderCount.ShouldBe(outOfOrder);
    }

    [Fact]
    public void An_offer_shown_that_is_in_no_record_is_early()
    {
        var history = new WrittenHistory();
        history.Recorder.Offered("ann", new Guid(Id(1)), 1);
        history.Check().Findings.EarlyCount.ShouldBe(1);
    }

    [Fact]
    public void A_tear_down_before_its_record_is_early()
    {
        var history = new WrittenHistory().Record(null, TornDown(7));
        history.Check(new TearDownSeen("north", new Guid(Id(7)), 2)).Findings.IsClean.ShouldBeTrue();
        history.Check(new TearDownSeen("north", new Guid(Id(7)), 1)).Findings.EarlyCount.ShouldBe(1);
    }

    [Fact]
    public void A_record_that_changed_is_a_fork() =>
        new WrittenHistory().Record(null).Rewrite(2).Check().Findings.SurprisingCount.ShouldBe(1);
}
