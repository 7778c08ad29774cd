using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Faults;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

/// <summary>Stops and crashes.</summary>
public sealed class StoppingTests
{
    [Fact]
    public async Task A_stop_finishes_what_is_in_saves_a_snapshot_and_hands_over_the_news()
    {
        await using var world = await World.NewAsync();
        var calls = world.Journal.Calls.Items.Count;
        world.Journal.Next(Fault.Hang);
        var first = world.Send("say a");
        await world.Journal.Calls.Until(calls + 1);
        var second = world.Send("say b");
        var stopping = world.Host.StopAsync();
        await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("say c"));
        world.Journal.Release();
        await stopping.WaitAsync(Eventually.Patience, World.Token);

        (await first).ShouldBeOfType<CommandAccepted>();
        (await second).ShouldBeOfType<CommandAccepted>();
        world.Bus.Words.ShouldBe(["a", "b"]);
        world.Journal.Snapshots.Items.ShouldHaveSingleItem().Sequence.ShouldBe(4);
        world.Journal.Cursors.Items[^1].ShouldBe(4);
        (await world.Host.Ended).ShouldBeNull();
        world.Host.Status.ShouldBe(new PartitionStatus(PartitionPhase.Stopped, 4, 1, 0, null));
        world.Observer.Count("stopped").ShouldBe(0);
    }

    [Fact, Accepts("I8")]
    public async Task I8_a_start_from_snapshot_and_tail_is_the_same_state_as_before()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("add 7; due tea 60000 say ready; owe x; ask add 2");
        await world.RefusedAsync("refuse", id: 50);
        await world.Host.StopAsync();
        world.Journal.Stored.ShouldBeEmpty();
        await world.StartAsync();
        await world.AcceptedAsync("add 1");
        var live = await world.HashAsync();
        await world.CrashAndRestartAsync();
        var records = world.Journal.Stored;
        (await PartitionLoader.LoadAsync(world.Journal, Toy.NewLayout(), live.Sequence, World.Token)).Hash().ShouldBe(live.Hash);
        (await world.RefusedAsync("refuse", id: 50)).Reason.ShouldBe(RefusalReason.NotYours);
        records.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_ever_for_a_bus_that_is_away()
    {
        await using var world = await World.NewAsync();
        world.Bus.Hold();
        await world.AcceptedAsync("say late");
        await world.Bus.Calls.Until(1);
        var stopping = world.Host.StopAsync();
        await world.PausesUntil(() => stopping.IsCompleted, "the partition has stopped");
        world.Bus.Release();
        await world.StartAsync();
        await world.Bus.Messages.Until(1);
        world.Bus.Words.ShouldBe(["late"]);
    }

    [Fact]
    public async Task A_stop_that_cannot_save_its_snapshot_is_a_stop()
    {
        await using var world = await World.NewAsync();
        world.Journal.Away = true;
        await world.Host.StopAsync().WaitAsync(Eventually.Patience, World.Token);
        (await world.Host.Ended).ShouldBeNull();
        world.Observer.Count("publishing failed").ShouldBe(1);
    }

    [Fact]
    public async Task Disposing_ends_a_stop_that_waits_for_the_journal()
    {
        await using var world = await World.NewAsync();
        world.Journal.Away = true;
        var answer = world.Send("add 1");
        await world.Observer.Until("journal away");
        var stopping = world.Host.StopAsync();
        await world.Host.DisposeAsync();
        await stopping.WaitAsync(Eventually.Patience, World.Token);
        await Should.ThrowAsync<PartitionUnavailableException>(answer);
        (await world.Host.Ended).ShouldBeNull();
        await world.Host.DisposeAsync();
    }

    [Fact]
    public async Task Disposing_saves_and_publishes_nothing()
    {
        await using var world = await World.NewAsync();
        world.Bus.Hold();
        await world.AcceptedAsync("say late");
        await world.Bus.Calls.Until(1);
        await world.Host.DisposeAsync();
        world.Journal.Snapshots.Items.ShouldBeEmpty();
        world.Bus.Words.ShouldBeEmpty();
        await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("add 1"));
    }

    [Fact]
    public async Task A_host_never_started_can_be_disposed() => await new World().NewHost().DisposeAsync();

    [Fact]
    public async Task A_slow_snapshot_does_not_replace_the_one_of_the_stop()
    {
        await using var world = await World.NewAsync();
        world.Journal.SlowSnapshot = new TaskCompletionSource();
        await world.SendManyAsync();
        await world.Journal.SnapshotCalls.Until(1);
        await world.AcceptedAsync("add 1");
        var stopping = world.Host.StopAsync();
        world.Journal.SlowSnapshot.SetResult();
        await stopping.WaitAsync(Eventually.Patience, World.Token);
        world.Journal.Snapshots.Items[^1].Sequence.ShouldBe(world.Journal.Head.Sequence);
        await world.StartAsync();
        await world.AcceptedAsync("add 1");
    }
}
