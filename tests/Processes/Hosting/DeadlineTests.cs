using AcdRouter.Processes.Tests.Faults;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

/// <summary>Deadlines in a running partition: in time, after a crash, after a gap.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public async Task A_deadline_is_decided_when_it_has_come_without_anybody_asking()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("due tea 1500 say ready");
        await world.PassAsync(1);
        world.Bus.Words.ShouldBeEmpty();
        await world.PausesUntil(() => world.Bus.Words.Count > 0, "the deadline has come");
        world.Bus.Words.ShouldBe(["ready"]);
    }

    [Fact]
    public async Task Deadlines_that_come_together_have_a_record_each()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("due a 1000 add 1; due b 1000 add 2; tell due c 1000 say done");
        await world.PassAsync(1);
        (await world.SumAsync()).Total.ShouldBe(3);
        world.Records.Count(record => record.Site is not null && record.Outcome is null).ShouldBe(3);
        world.Records.Where(record => record.Outcome is null && record.Site is not null).ShouldAllBe(record => record.Events.Count == 2);
    }

    [Fact]
    public async Task A_deadline_that_throws_is_parked_and_reported_and_the_partition_goes_on()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("due bad 1000 add 50, throw; due good 1000 add 1");
        await world.PassAsync(1);
        await world.Observer.Until("deadline parked");
        (await world.SumAsync()).Total.ShouldBe(1);
        await world.PassAsync(3);
        world.Observer.Count("deadline parked").ShouldBe(1);
        (await world.HashAsync()).Hash.ShouldBe((await world.ReplayAsync()).Hash());
    }

    [Fact]
    public async Task A_process_that_does_not_set_a_parked_deadline_aside_stops_the_partition()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("due unparkable 1000 throw");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        (await world.Host.Ended.WaitAsync(Eventually.Patience, World.Token)).ShouldBeOfType<InvariantBrokenException>();
    }

    [Fact]
    public async Task After_a_restart_deadlines_have_moved_on_by_the_time_nobody_was_there()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("due tea 10000 say ready");
        await world.Host.DisposeAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(100));
        await world.StartAsync();
        world.Observer.Count("started 2 after 100000").ShouldBe(1);
        var sum = await world.SumAsync();
        sum.ResumedMilliseconds.ShouldBe(100_000);
        (await world.Host.AskAsync(new WhenDue(Toy.Site, "tea"), World.Token)).ShouldBe(new DueView("tea", Toy.Morning.PlusSeconds(110)));
        world.Bus.Words.ShouldBeEmpty();
        await world.PassAsync(10);
        await world.Bus.Messages.Until(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_loop_that_was_frozen_moves_deadlines_on_before_it_decides_any(bool somethingIsDue)
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("due tea 30000 say ready");
        await world.PassAsync(1);
        world.Clock.JumpTo(ManualTimeProvider.Morning.AddSeconds(somethingIsDue ? 101 : 11));
        await world.PausesUntil(() => world.Records.Any(record => record.Epoch == 1 && record.Events is [Resumed]), "the gap is recorded");
        var resumed = (Resumed)world.Records.Single(record => record.Events is [Resumed]).Events[0];
        resumed.LinesKept.ShouldBeTrue("the program that holds them is the same");
        var gap = resumed.GapMilliseconds;
        gap.ShouldBeInRange(somethingIsDue ? 100_000 : 10_000, somethingIsDue ? 105_000 : 15_000);
        world.Bus.Words.ShouldBeEmpty();
        (await world.Host.AskAsync(new WhenDue(Toy.Site, "tea"), World.Token)).ShouldBe(new DueView("tea", Toy.Morning.PlusMilliseconds(30_000 + gap)));
    }

    [Fact]
    public async Task After_a_restart_connections_from_before_count_as_lost()
    {
        await using var world = await World.NewAsync();
        await world.CrashAndRestartAsync();
        world.Records.SelectMany(record => record.Events).OfType<Resumed>().ShouldHaveSingleItem().LinesKept.ShouldBeFalse();
    }

    [Fact]
    public async Task A_slow_append_counts_as_a_gap_once()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("due tea 60000 say ready");
        var calls = world.Journal.Calls.Items.Count;
        world.Journal.Next(Fault.Hang);
        var slow = world.Send("add 1");
        await world.Journal.Calls.Until(calls + 1);
        world.Clock.JumpTo(ManualTimeProvider.Morning.AddSeconds(8));
        world.Journal.Release();
        await slow;
        await world.PassAsync(20);
        world.Records.SelectMany(record => record.Events).ShouldContain(new Resumed(8_000, LinesKept: true));
        (await world.SumAsync()).ResumedMilliseconds.ShouldBe(8_000);
    }

    [Fact]
    public async Task Short_waits_are_no_gap_however_many_follow_each_other()
    {
        await using var world = await World.NewAsync();
        for (var i = 1; i <= 4; i++)
        {
            var calls = world.Journal.Calls.Items.Count;
            world.Journal.Next(Fault.Hang);
            var slow = world.Send("add 1");
            await world.Journal.Calls.Until(calls + 1);
            world.Clock.JumpTo(world.Clock.GetUtcNow().AddSeconds(4));
            world.Journal.Release();
            await slow;
            world.Clock.JumpTo(world.Clock.GetUtcNow().AddSeconds(2));
        }
        (await world.SumAsync()).ResumedMilliseconds.ShouldBe(0);
    }

    [Fact]
    public async Task A_slow_rebuild_is_a_gap_before_anything_is_decided_after_it()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("due tea 6000 say ready");
        world.Journal.Unreadable = true;
        var thrown = world.Send("throw");
        await world.Observer.Until("journal away");
        world.Clock.JumpTo(ManualTimeProvider.Morning.AddSeconds(8));
        world.Journal.Unreadable = false;
        await world.PausesUntil(() => thrown.IsCompleted, "the command is answered");
        world.Bus.Words.ShouldBeEmpty();
        var events = world.Records.SelectMany(record => record.Events).ToArray();
        Array.FindIndex(events, each => each is Resumed { LinesKept: true, GapMilliseconds: >= 8_000 })
            .ShouldBeInRange(0, Array.FindIndex(events, each => each is CommandFailed) - 1);
        (await world.Host.AskAsync(new WhenDue(Toy.Site, "tea"), World.Token)).ShouldBe(
            new DueView("tea", Toy.Morning.PlusMilliseconds(6_000 + (await world.SumAsync()).ResumedMilliseconds)));
    }

    [Fact]
    public async Task A_loop_that_merely_had_nothing_to_do_was_not_frozen()
    {
        await using var world = await World.NewAsync();
        await world.PassAsync(20);
        await world.AcceptedAsync("add 1");
        (await world.SumAsync()).ResumedMilliseconds.ShouldBe(0);
    }

    [Fact]
    public async Task A_clock_set_back_delays_deadlines_and_stops_none()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("due tea 10000 say ready");
        world.Clock.JumpTo(ManualTimeProvider.Morning.AddHours(-1));
        await world.PassAsync(19);
        world.Bus.Words.ShouldBeEmpty();
        await world.PassAsync(2);
        await world.Bus.Messages.Until(1);
        world.Records.Select(record => record.At).ShouldBeInOrder();
    }
}
