using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

public sealed class PartitionCoreTests
{
    private readonly PartitionCore core = Toy.NewCore().Core;

    [Fact]
    public void Events_of_both_processes_are_one_record_in_the_order_they_came()
    {
        var decided = Do(10, "tell add 3; add 1; ask add 2, tell say heard; say done");
        decided.Record!.Events.ShouldBe([new Added<Left>(1), new Added<Right>(2), new Said<Left>("done"), new Added<Right>(3), new Said<Left>("heard")]);
        decided.Answer.ShouldBeOfType<CommandAccepted>().Sequence.ShouldBe(decided.Record.Sequence);
    }

    [Fact, Accepts("I10")]
    public void I10_a_repeat_has_no_effect_and_the_same_answer()
    {
        var first = Do(10, "add 1");
        Do(11, "add 5");
        var again = Do(10, "add 1");
        again.Record.ShouldBeNull();
        again.Answer.ShouldBe(first.Answer);
    }

    [Fact]
    public void A_refusal_is_recorded_and_repeated()
    {
        var first = Do(10, "refuse");
        first.Record!.Events.ShouldBeEmpty();
        first.Record.Outcome!.Refusal.ShouldNotBeNull();
        var again = Do(10, "refuse");
        again.Record.ShouldBeNull();
        again.Answer.ShouldBe(first.Answer);
    }

    [Fact, Refuses("I10")]
    public void I10_a_known_id_with_other_contents_is_refused()
    {
        Do(10, "add 1");
        var other = Do(10, "add 1000");
        other.Record.ShouldBeNull();
        Reason(other).ShouldBe(RefusalReason.CommandIdReused);
    }

    [Fact, Accepts("I9")]
    public void I9_a_command_id_of_one_site_is_not_known_at_another()
    {
        Do(10, "add 1");
        var elsewhere = core.Decide(Toy.Act(10, "add 7", Toy.Other), Toy.Morning);
        elsewhere.Record.ShouldNotBeNull();
        Total(Toy.Site).ShouldBe(1);
        Total(Toy.Other).ShouldBe(7);
    }

    [Fact, Refuses("I9")]
    public void I9_a_query_for_another_sites_thing_or_an_unknown_site_gives_nothing()
    {
        Do(10, "due tea 1000 add 1");
        core.Answer(new WhenDue(Toy.Site, "tea"), Toy.Morning).ShouldBeOfType<DueView>();
        core.Answer(new WhenDue(Toy.Other, "tea"), Toy.Morning).ShouldBeNull();
        core.Answer(new WhenDue(new SiteId("nowhere"), "tea"), Toy.Morning).ShouldBeNull();
    }

    [Fact]
    public void A_command_for_an_unknown_site_is_refused_and_leaves_no_site()
    {
        var decided = core.Decide(Toy.Act(10, "add 1", new SiteId("nowhere")), Toy.Morning);
        decided.Record.ShouldBeNull();
        Reason(decided).ShouldBe(RefusalReason.UnknownSite);
        core.State.SiteIds.ShouldBe([Toy.Other, Toy.Site]);
    }

    [Fact]
    public void A_refused_first_configuration_leaves_no_site()
    {
        var hash = core.State.Hash();
        var decided = core.Decide(Toy.Configure(new SiteId("new"), Toy.RefusedConfiguration), Toy.Morning);
        decided.Record.ShouldBeNull();
        Reason(decided).ShouldBe(RefusalReason.SettingsInvalid);
        core.State.Hash().ShouldBe(hash);
    }

    [Fact]
    public void A_command_that_no_process_takes_is_refused() =>
        Reason(core.Decide(new CommandEnvelope(new Unheard(Toy.Id(10), Toy.Site)), Toy.Morning)).ShouldBe(RefusalReason.InvalidField);

    [Fact]
    public void An_asked_neighbour_that_refuses_has_changed_nothing()
    {
        Do(10, "ask refuse").Record!.Events.ShouldBeEmpty();
        Do(11, "try refuse; add 1").Record!.Events.ShouldBe([new Added<Left>(1)]);
    }

    [Theory]
    [InlineData("add 1; refuse", "after it had emitted")]
    [InlineData("tell add 1; refuse", "after it had told")]
    [InlineData("ask add 1, refuse", "after it had emitted")]
    [InlineData("try tell add 1, refuse", "after it had told")]
    [InlineData("ask add 1; refuse", "after it had emitted")]
    [InlineData("ask ask add 1", "by a process that is being asked")]
    [InlineData("tell refuse", "was told and refused")]
    [InlineData("circle", "in a circle")]
    [InlineData("foreign", "was emitted by")]
    [InlineData("throw", "Told to throw")]
    public void A_defect_in_deciding_is_thrown_as_such(string script, string because) =>
        Should.Throw<DecisionFailedException>(() => Do(10, script)).Message.ShouldContain(because);

    [Fact]
    public void A_broken_invariant_is_not_taken_for_a_defect_of_one_command() =>
        Should.Throw<InvariantBrokenException>(() => Do(10, "break"));

    [Fact]
    public void A_failed_command_is_recorded_with_its_reason_and_answered()
    {
        var decided = core.Fail(Toy.Act(10, "throw"), "It threw.", Toy.Morning);
        decided.Record!.Events.ShouldBe([new CommandFailed("It threw.")]);
        Reason(decided).ShouldBe(RefusalReason.CommandFailed);
        Do(10, "throw").Answer.ShouldBe(decided.Answer);
    }

    [Fact, Accepts("I10")]
    public void I10_giving_up_on_a_command_that_was_answered_gives_its_answer()
    {
        var first = Do(10, "add 1");
        var givenUp = core.Fail(Toy.Act(10, "add 1"), "Delivered too often.", Toy.Morning);
        givenUp.Record.ShouldBeNull();
        givenUp.Answer.ShouldBe(first.Answer);
    }

    [Fact]
    public void Record_time_never_runs_backwards()
    {
        var first = core.Decide(Toy.Act(10, "add 1"), Toy.Morning.PlusSeconds(5)).Record!;
        var second = core.Decide(Toy.Act(11, "add 1"), Toy.Morning).Record!;
        second.At.ShouldBe(first.At);
        core.Answer(new HowMuch(Toy.Site), Toy.Morning).ShouldBeOfType<Sum>().AskedAt.ShouldBe(first.At);
    }

    [Fact]
    public void Deadlines_of_all_sites_and_processes_come_earliest_first_each_in_its_own_record()
    {
        Do(10, "due b 2000 add 1; tell due a 1000 say first");
        core.Decide(Toy.Act(11, "due c 1500 add 1", Toy.Other), Toy.Morning);
        var now = Toy.Morning.PlusSeconds(9);
        List<string> order = [];
        while (core.DueAt(now) is { } due)
        {
            order.Add($"{due.Site} {due.Process} {due.Deadline.Key.Name}");
            var record = core.DecideDue(due, now);
            record.Site.ShouldBe(due.Site);
            record.Outcome.ShouldBeNull();
            record.Events.Count.ShouldBe(2);
        }
        order.ShouldBe(["toys right a", "others left c", "toys left b"]);
        core.NextDeadline.ShouldBeNull();
    }

    [Fact]
    public void A_deadline_is_not_due_before_its_time()
    {
        Do(10, "due tea 1000 add 1");
        core.NextDeadline.ShouldBe(Toy.Morning.PlusSeconds(1));
        core.DueAt(Toy.Morning.PlusMilliseconds(999)).ShouldBeNull();
        core.DueAt(Toy.Morning.PlusMilliseconds(1000)).ShouldNotBeNull();
    }

    [Fact]
    public void A_deadline_that_is_still_due_after_deciding_is_a_defect()
    {
        Do(10, "due tea 1000 stay");
        var now = Toy.Morning.PlusSeconds(1);
        Should.Throw<DecisionFailedException>(() => core.DecideDue(core.DueAt(now)!.Value, now)).Message.ShouldContain("still due");
    }

    [Fact]
    public void A_parked_deadline_does_not_come_again()
    {
        Do(10, "due tea 1000 throw");
        var now = Toy.Morning.PlusSeconds(1);
        core.Park(core.DueAt(now)!.Value, "It threw.", now).Events[0].ShouldBeOfType<DeadlineParked>().Process.ShouldBe("left");
        core.DueAt(now.PlusSeconds(3600)).ShouldBeNull();
    }

    [Fact]
    public void A_process_that_does_not_set_a_parked_deadline_aside_breaks_an_invariant()
    {
        Do(10, "due unparkable 1000 throw");
        var now = Toy.Morning.PlusSeconds(1);
        Should.Throw<InvariantBrokenException>(() => core.Park(core.DueAt(now)!.Value, "It threw.", now));
    }

    private Decided Do(int id, string script) => core.Decide(Toy.Act(id, script), Toy.Morning);

    private long Total(SiteId site) => core.Answer(new HowMuch(site), Toy.Morning).ShouldBeOfType<Sum>().Total;

    private static RefusalReason Reason(Decided decided) => decided.Answer.ShouldBeOfType<CommandRefused>().Refusal.Reason;
}
