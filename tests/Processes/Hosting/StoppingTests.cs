using System.Text;
using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Faults;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

/// <summary>Stops, crashes, snapshots.</summary>
public sealed class StoppingTests
{
    private const int AnHour = (int)(KernelLimits.SnapshotEveryMilliseconds / 1000);

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
        world.Journal.Snapshots.Items.Count.ShouldBe(1);
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

    [Fact, Accepts("I8")]
    public async Task I8_a_shadow_saves_snapshots_and_finds_the_live_state_equal()
    {
        await using var world = await World.NewAsync();
        await SendManyAsync(world);
        await world.Observer.Until("snapshot saved");
        await world.HashAsync();
        await world.Host.StopAsync().WaitAsync(Eventually.Patience, World.Token);
        world.Observer.Count("hash mismatch").ShouldBe(0);
        world.Journal.Snapshots.Items.Select(each => each.Sequence).ShouldBeInOrder();
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_quiet_partition_is_saved_and_trimmed_within_an_hour()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("say a");
        await world.Journal.Cursors.Until(1);
        await world.PassAsync(AnHour);
        await world.Journal.Snapshots.Until(1);
        world.Journal.Snapshots.Items[0].Sequence.ShouldBe(world.Journal.Head.Sequence);
        await Eventually.Holds(() => world.Journal.Trimmed == world.Journal.Cursors.Items[^1], "what lies behind snapshot and cursor is trimmed");
    }

    [Fact, Refuses("S14")]
    public async Task S14_an_hour_in_which_nothing_is_recorded_is_not_saved_again_but_trimmed()
    {
        await using var world = await World.NewAsync();
        await world.PassAsync(AnHour);
        await world.Journal.Trims.Until(1);
        await world.PassAsync(AnHour);
        await world.Journal.Trims.Until(2);
        world.Journal.SnapshotCalls.Items.Count.ShouldBe(1);
    }

    [Fact, Refuses("I8")]
    public async Task I8_a_live_state_that_replay_does_not_lead_to_is_reported()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("drift");
        await SendManyAsync(world);
        await world.Observer.Until("hash mismatch");
    }

    [Fact]
    public async Task An_invariant_found_broken_beside_the_loop_stops_the_partition()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("corrupt");
        await SendManyAsync(world);
        (await world.Host.Ended.WaitAsync(Eventually.Patience, World.Token)).ShouldBeOfType<InvariantBrokenException>();
        world.Journal.Snapshots.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slow_snapshot_does_not_replace_the_one_of_the_stop()
    {
        await using var world = await World.NewAsync();
        world.Journal.SlowSnapshot = new TaskCompletionSource();
        await SendManyAsync(world);
        await world.Journal.SnapshotCalls.Until(1);
        await world.AcceptedAsync("add 1");
        var stopping = world.Host.StopAsync();
        world.Journal.SlowSnapshot.SetResult();
        await stopping.WaitAsync(Eventually.Patience, World.Token);
        world.Journal.Snapshots.Items[^1].Sequence.ShouldBe(world.Journal.Head.Sequence);
        await world.StartAsync();
        await world.AcceptedAsync("add 1");
    }

    [Fact, Refuses("I8")]
    public async Task I8_a_damaged_snapshot_is_not_started_on()
    {
        await using var world = await World.NewAsync();
        await world.Host.StopAsync();
        var snapshot = world.Journal.Snapshots.Items[^1];
        var bytes = snapshot.State.ToArray();
        bytes[^5] ^= 1;
        world.Journal.SetSnapshot(snapshot with { State = bytes });
        await Should.ThrowAsync<JournalDamagedException>(world.NewHost().StartAsync(World.Token));
        world.Journal.SetSnapshot(snapshot with { State = bytes, Hash = PartitionState.HashOf(bytes) });
        await Should.ThrowAsync<JournalDamagedException>(world.NewHost().StartAsync(World.Token));
    }

    [Theory, Accepts("I8")]
    [InlineData("\"format\":0,")]
    [InlineData("")]
    public async Task I8_a_snapshot_of_an_older_form_is_started_on(string format)
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("add 7");
        await world.Host.StopAsync();
        // The older build saved the members of a process in another order.
        Resave(world, saved => saved
            .Replace(ThisForm, format, StringComparison.Ordinal)
            .Replace("\"total\":7,\"resumed\":0,", "\"resumed\":0,\"total\":7,", StringComparison.Ordinal));
        await world.StartAsync();
        (await world.SumAsync()).Total.ShouldBe(7);
    }

    [Fact, Refuses("I8")]
    public async Task I8_a_snapshot_of_this_form_that_loads_to_another_state_is_not_started_on()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("add 7");
        await world.Host.StopAsync();
        Resave(world, saved => saved.Replace("\"total\":7,\"resumed\":0,", "\"resumed\":0,\"total\":7,", StringComparison.Ordinal));
        (await Should.ThrowAsync<JournalDamagedException>(world.NewHost().StartAsync(World.Token))).Message.ShouldContain("another state");
    }

    [Fact, Refuses("I8")]
    public async Task I8_a_snapshot_of_a_newer_form_is_refused()
    {
        await using var world = await World.NewAsync();
        await world.Host.StopAsync();
        Resave(world, saved => saved.Replace(ThisForm, $"\"format\":{KernelLimits.StateFormat + 1},", StringComparison.Ordinal));
        (await Should.ThrowAsync<JournalDamagedException>(world.NewHost().StartAsync(World.Token))).Message.ShouldContain("newer build");
    }

    private static string ThisForm => $"\"format\":{KernelLimits.StateFormat},";

    /// <summary>Changes the stored snapshot as another build would have written it.</summary>
    private static void Resave(World world, Func<string, string> change)
    {
        var snapshot = world.Journal.Snapshots.Items[^1];
        var before = Encoding.UTF8.GetString(snapshot.State.Span);
        var saved = change(before);
        saved.ShouldNotBe(before);
        var bytes = Encoding.UTF8.GetBytes(saved);
        world.Journal.SetSnapshot(snapshot with { State = bytes, Hash = PartitionState.HashOf(bytes) });
    }

    private static async Task SendManyAsync(World world)
    {
        for (var sent = 0; sent < KernelLimits.SnapshotEvery; sent += 1_000)
        {
            await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => world.Send("add 1")));
        }
    }
}
