using System.Text;
using AcdRouter.Processes.Tests.Faults;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

/// <summary>Snapshots: when they are saved, what is proven first, what is started on.</summary>
public sealed class SnapshotTests
{
    private const int AnHour = (int)(KernelLimits.SnapshotEveryMilliseconds / 1000);

    [Fact, Accepts("I8")]
    public async Task I8_a_shadow_saves_snapshots_and_finds_the_live_state_equal()
    {
        await using var world = await World.NewAsync();
        await world.SendManyAsync();
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
        await world.SendManyAsync();
        await world.Observer.Until("hash mismatch");
    }

    [Fact]
    public async Task An_invariant_found_broken_beside_the_loop_stops_the_partition()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("corrupt");
        await world.SendManyAsync();
        (await world.Host.Ended.WaitAsync(Eventually.Patience, World.Token)).ShouldBeOfType<InvariantBrokenException>();
        world.Journal.Snapshots.Items.ShouldBeEmpty();
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
    [InlineData("\"format\":1,")]
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

    [Fact, Refuses("I8")]
    public async Task I8_a_stop_stores_no_live_state_that_replay_does_not_lead_to()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("drift");
        await world.Host.StopAsync().WaitAsync(Eventually.Patience, World.Token);
        world.Observer.Count("hash mismatch").ShouldBe(1);
        world.Journal.SnapshotCalls.Items.ShouldBeEmpty();
        world.Journal.Trimmed.ShouldBe(0);
    }

    [Fact, Refuses("I8")]
    public async Task I8_a_state_that_loads_to_another_than_was_saved_is_not_stored()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync($"owe {ToyProcess<Left, Right>.Unloadable}");
        await world.PassAsync(AnHour);
        await world.Observer.Until("publishing failed");
        await world.Host.StopAsync().WaitAsync(Eventually.Patience, World.Token);
        world.Observer.Told.Items.Select(each => each.Exception?.Message).ShouldContain(message => message != null && message.Contains("loads to another state"));
        world.Journal.SnapshotCalls.Items.ShouldBeEmpty();
        world.Journal.Trimmed.ShouldBe(0);
    }

    [Fact, Refuses("I8")]
    public async Task I8_a_stop_on_a_broken_invariant_is_loud_and_stores_nothing()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("corrupt");
        await world.Host.StopAsync().WaitAsync(Eventually.Patience, World.Token);
        (await world.Host.Ended).ShouldBeOfType<InvariantBrokenException>();
        world.Observer.Count("stopped").ShouldBe(1);
        world.Journal.SnapshotCalls.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stop_leaves_its_snapshot_out_when_it_is_not_proven_in_time()
    {
        await using var world = await World.NewAsync();
        world.Journal.SlowLoad = new TaskCompletionSource();
        var stopping = world.Host.StopAsync();
        await world.PausesUntil(() => stopping.IsCompleted, "the partition has stopped");
        world.Journal.SlowLoad.SetResult();
        (await world.Host.Ended).ShouldBeNull();
        world.Journal.SnapshotCalls.Items.ShouldBeEmpty();
        world.Observer.Told.Items.ShouldContain(each => each.Exception is TimeoutException);
    }

    [Fact]
    public async Task A_snapshot_that_failed_is_tried_again_after_growing_pauses()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync($"owe {ToyProcess<Left, Right>.Unloadable}");
        await world.SendManyAsync();
        await world.Observer.Until("publishing failed");
        for (var i = 0; i < 50; i++) await world.AcceptedAsync("add 1");
        for (var failures = 1; failures <= 3; failures++)
        {
            world.Observer.Count("publishing failed").ShouldBe(failures, "no batch wakes it before its time");
            var before = world.Clock.GetUtcNow();
            await Eventually.Holds(
                () =>
                {
                    world.Clock.Advance(TimeSpan.FromSeconds(1));
                    return world.Observer.Count("publishing failed") > failures;
                },
                "it is tried again");
            (world.Clock.GetUtcNow() - before).TotalMilliseconds.ShouldBeGreaterThanOrEqualTo(KernelLimits.SnapshotRetryMilliseconds << (failures - 1));
        }
    }
}
