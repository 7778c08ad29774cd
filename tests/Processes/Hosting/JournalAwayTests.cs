using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Faults;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

/// <summary>The journal fails, hangs, is late, or is another's.</summary>
public sealed class JournalAwayTests
{
    [Fact, Accepts("I10")]
    public async Task I10_the_same_batch_is_appended_when_the_journal_is_back_and_the_answers_leave()
    {
        await using var world = await World.NewAsync();
        var calls = world.Journal.Calls.Items.Count;
        world.Journal.Away = true;
        var answer = world.Send("add 1");
        await world.Observer.Until("journal away");
        var waiting = world.Send("add 2");
        world.Host.Status.Phase.ShouldBe(PartitionPhase.JournalAway);
        await world.PausesUntil(() => world.Observer.Count("journal away") >= 3, "three tries");
        answer.IsCompleted.ShouldBeFalse();
        world.Journal.Away = false;
        await world.PausesUntil(() => answer.IsCompleted && waiting.IsCompleted, "both are answered");

        (await answer).ShouldBeOfType<CommandAccepted>();
        var tries = world.Journal.Calls.Items.Skip(calls).Where(each => each.Batch.Records.Count > 0).ToArray();
        tries.TakeWhile(each => each.Batch.Head.Batch == tries[0].Batch.Head.Batch).Count().ShouldBeGreaterThanOrEqualTo(4);
        world.Observer.Count("journal back").ShouldBe(1);
        (await world.SumAsync()).Total.ShouldBe(3);
        world.Host.Status.Phase.ShouldBe(PartitionPhase.Running);
    }

    [Theory, Accepts("I10")]
    [InlineData(Fault.StoreAndThrow)]
    [InlineData(Fault.ThrowAndStoreLate)]
    [InlineData(Fault.Throw)]
    public async Task I10_a_call_that_failed_and_was_carried_out_all_the_same_has_one_effect(object fault)
    {
        await using var world = await World.NewAsync();
        world.Journal.Next((Fault)fault, (Fault)fault);
        var answer = world.Send("add 1");
        await world.PausesUntil(() => answer.IsCompleted, "the command is answered");
        await world.AcceptedAsync("add 1");
        world.Journal.ExecuteLate();
        await world.AcceptedAsync("add 1");
        (await world.SumAsync()).Total.ShouldBe(3);
        world.Journal.Stored.Select(each => each.Sequence).ShouldBe(Enumerable.Range(1, world.Journal.Stored.Count).Select(each => (long)each));
        (await world.HashAsync()).Hash.ShouldBe((await world.ReplayAsync()).Hash());
    }

    [Fact]
    public async Task After_five_seconds_callers_are_turned_away_and_those_inside_are_answered_later()
    {
        await using var world = await World.NewAsync();
        world.Journal.Away = true;
        var inside = world.Send("add 1");
        await world.Observer.Until("journal away");
        var early = world.Send("add 1");
        world.Clock.Advance(TimeSpan.FromMilliseconds(KernelLimits.JournalAwayMilliseconds + 1));
        (await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("add 1"))).RetryAfterSeconds.ShouldBe(2);
        await Should.ThrowAsync<PartitionUnavailableException>(world.Host.AskAsync(new HowMuch(Toy.Site), World.Token).AsTask());

        world.Journal.Away = false;
        await world.PausesUntil(() => inside.IsCompleted && early.IsCompleted, "those inside are answered");
        (await world.SumAsync()).Total.ShouldBe(2);
    }

    [Fact]
    public async Task A_journal_that_hangs_counts_as_away()
    {
        await using var world = await World.NewAsync();
        var calls = world.Journal.Calls.Items.Count;
        world.Journal.Next(Fault.Hang);
        var inside = world.Send("add 1");
        await world.Journal.Calls.Until(calls + 1);
        world.Clock.Advance(TimeSpan.FromMilliseconds(KernelLimits.JournalAwayMilliseconds + 1));
        await world.Observer.Until("journal away");
        world.Host.Status.Phase.ShouldBe(PartitionPhase.JournalAway);
        await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("add 1"));

        world.Journal.Release();
        (await inside.WaitAsync(Eventually.Patience, World.Token)).ShouldBeOfType<CommandAccepted>();
        await world.Observer.Until("journal back");
        await world.AcceptedAsync("add 1");
    }

    [Fact]
    public async Task A_batch_that_the_journal_rejects_as_none_stops_the_partition_instead_of_being_tried_for_ever()
    {
        await using var world = await World.NewAsync();
        world.Journal.Next(Fault.Reject);
        await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("add 1"));
        (await world.Host.Ended.WaitAsync(Eventually.Patience, World.Token)).ShouldBeOfType<ArgumentException>();
        world.Observer.Count("stopped").ShouldBe(1);
    }

    [Fact]
    public async Task A_start_waits_while_the_journal_takes_no_claim()
    {
        await using var world = await World.NewAsync();
        await world.Host.DisposeAsync();
        world.Journal.Next(Fault.Throw, Fault.StoreAndThrow);
        var host = world.NewHost();
        var starting = host.StartAsync(World.Token);
        await world.PausesUntil(() => starting.IsCompleted, "the partition has started");
        await starting;
        world.Journal.Head.Epoch.ShouldBe(2);
        await world.AcceptedAsync("add 1");
    }

    [Fact, Refuses("I10")]
    public async Task I10_who_lost_the_journal_answers_nobody()
    {
        await using var world = await World.NewAsync();
        var deposed = world.Host;
        var calls = world.Journal.Calls.Items.Count;
        world.Journal.Next(Fault.Hang);
        var late = world.Send("add 1; say wrong", id: 50);
        await world.Journal.Calls.Until(calls + 1);
        var behind = world.Send("add 1");
        var heir = await world.StartAsync();
        world.Journal.Release();

        await Should.ThrowAsync<PartitionUnavailableException>(late.WaitAsync(Eventually.Patience, World.Token));
        await Should.ThrowAsync<PartitionUnavailableException>(behind.WaitAsync(Eventually.Patience, World.Token));
        (await deposed.Ended).ShouldBeOfType<JournalTakenException>();
        (await world.SumAsync()).Total.ShouldBe(0);
        await world.AcceptedAsync("add 1; say wrong", id: 50);
        (await world.SumAsync()).Total.ShouldBe(1);
        heir.Status.Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task Who_lost_the_journal_unawares_saves_no_snapshot_at_its_stop()
    {
        await using var world = await World.NewAsync();
        var deposed = world.Host;
        await world.StartAsync();
        await deposed.StopAsync().WaitAsync(Eventually.Patience, World.Token);
        world.Journal.Snapshots.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_that_claim_at_once_one_starts()
    {
        await using var world = await World.NewAsync();
        await world.Host.DisposeAsync();
        var calls = world.Journal.Calls.Items.Count;
        world.Journal.Next(Fault.Hang);
        var slow = world.NewHost().StartAsync(World.Token);
        await world.Journal.Calls.Until(calls + 1);
        await world.StartAsync();
        world.Journal.Release();
        await Should.ThrowAsync<JournalTakenException>(slow.WaitAsync(Eventually.Patience, World.Token));
        await world.AcceptedAsync("add 1");
    }

    [Fact]
    public async Task A_host_that_failed_to_start_turns_away_who_waited_for_it()
    {
        await using var world = await World.NewAsync();
        await world.Host.DisposeAsync();
        world.Journal.SetCursor(1_000);
        var host = world.NewHost();
        var waiting = host.SubmitAsync(Toy.Act(50, "add 1"), World.Token).AsTask();
        await Should.ThrowAsync<JournalDamagedException>(host.StartAsync(World.Token));
        await host.DisposeAsync();
        await Should.ThrowAsync<PartitionUnavailableException>(waiting.WaitAsync(Eventually.Patience, World.Token));
        (await host.Ended).ShouldBeNull();
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_journal_that_has_lost_records_is_not_started_on()
    {
        await using var world = await World.NewAsync();
        for (var i = 0; i < 5; i++) await world.AcceptedAsync("say hello");
        await world.Host.StopAsync();
        world.Journal.LoseTail(2);
        (await Should.ThrowAsync<JournalDamagedException>(world.NewHost().StartAsync(World.Token))).Message.ShouldContain("records are lost");
    }
}
