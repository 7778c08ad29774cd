using AcdRouter.Processes.Tests.Faults;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

/// <summary>A store that has lost what it confirmed is told from one that another writer went on with.</summary>
public sealed class HistoryLostTests
{
    [Fact]
    public async Task An_idle_partition_whose_store_is_emptied_stops_and_names_both_ends()
    {
        await using var world = await StartAsync();
        world.Journal.LoseAll();
        await world.PausesUntil(() => world.Host.Ended.IsCompleted, "the partition has stopped");
        var lost = await LostAsync(world.Host);
        (lost.Partition, lost.ExpectedSequence, lost.FoundSequence).ShouldBe((0, 5, 0));
        lost.Message.ShouldContain("record 5");
        lost.Message.ShouldContain("record 0");
        world.Host.Status.Phase.ShouldBe(PartitionPhase.Stopped);
        world.Host.Head.Sequence.ShouldBe(5);
    }

    [Fact]
    public async Task It_stops_at_the_heartbeat_that_follows_the_time_between_comparisons()
    {
        await using var world = new World { CheckHeadEvery = TimeSpan.FromSeconds(2) };
        using var stepper = await PartitionStepper.StartAsync(world.NewOptions(), World.Token);
        world.Journal.LoseAll();
        world.Clock.Advance(TimeSpan.FromMilliseconds(KernelLimits.HeartbeatMilliseconds));
        (await stepper.StepAsync(World.Token)).ShouldBeFalse();
        world.Clock.Advance(TimeSpan.FromMilliseconds(KernelLimits.HeartbeatMilliseconds));
        await Should.ThrowAsync<HistoryLostException>(stepper.StepAsync(World.Token).AsTask());
    }

    [Fact]
    public async Task It_stops_as_soon_while_it_may_not_act_alone()
    {
        await using var world = new World { CheckHeadEvery = TimeSpan.FromSeconds(2), MayActAlone = static () => false };
        await world.StartAsync();
        world.Journal.LoseAll();
        await world.PausesUntil(() => world.Host.Ended.IsCompleted, "the partition has stopped");
        await LostAsync(world.Host);
    }

    [Fact]
    public async Task A_command_on_a_store_that_lost_its_last_records_is_not_answered()
    {
        await using var world = await StartAsync();
        world.Journal.LoseTail(1);
        await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("add 1"));
        (await LostAsync(world.Host)).FoundSequence.ShouldBe(4);
        world.Journal.Stored.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Somebody_who_went_on_from_less_is_found_out_though_the_history_is_as_long_again()
    {
        await using var world = await StartAsync();
        var old = world.Host;
        world.Journal.LoseTail(2);
        await world.StartAsync();
        for (var i = 0; i < 5; i++) await world.AcceptedAsync("say other");
        await Should.ThrowAsync<PartitionUnavailableException>(old.HashAsync(World.Token).AsTask());
        (await LostAsync(old)).Message.ShouldContain("record 5 is not the one");
    }

    [Fact]
    public async Task A_claim_beside_a_lost_one_is_found_out_by_its_epoch()
    {
        await using var world = await StartAsync();
        await world.Host.DisposeAsync();
        var old = await world.StartAsync();
        var claimed = world.Journal.Head;
        // The claim of epoch 2 is lost, and another run claims epoch 2 in its place.
        world.Journal.LoseTail(2);
        world.Journal.SetHead(claimed with { Epoch = 1, Sequence = claimed.Sequence - 2, Owner = World.OwnerOf(0) });
        var heir = await world.StartAsync();
        await world.AcceptedAsync("say other");
        heir.Head.Epoch.ShouldBe(2);
        await Should.ThrowAsync<PartitionUnavailableException>(old.HashAsync(World.Token).AsTask());
        (await LostAsync(old)).Message.ShouldContain("epoch 2");
    }

    [Fact]
    public async Task A_successor_that_trimmed_behind_its_snapshot_has_taken_over_and_lost_nothing()
    {
        await using var world = await StartAsync();
        var old = world.Host;
        await world.StartAsync();
        await world.AcceptedAsync("say more");
        await world.Host.StopAsync();
        world.Journal.Trimmed.ShouldBeGreaterThanOrEqualTo(old.Head.Sequence);
        await Should.ThrowAsync<PartitionUnavailableException>(old.HashAsync(World.Token).AsTask());
        (await old.Ended.WaitAsync(Eventually.Patience, World.Token)).ShouldBeOfType<JournalTakenException>();
    }

    [Fact]
    public async Task A_trimmed_history_whose_snapshot_is_of_an_earlier_epoch_is_another_one()
    {
        await using var world = await StartAsync();
        var snapshot = new StoredSnapshot(9, "", "{\"format\":1,\"sites\":[{\"epoch\":9}],\"epoch\":0}"u8.ToArray());
        world.Journal.TakeOver();
        world.Journal.SetSnapshot(snapshot);
        await world.Journal.TrimAsync(5, World.Token);
        await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("add 1"));
        (await LostAsync(world.Host)).Message.ShouldContain("epoch 0");
    }

    [Fact]
    public async Task A_trimmed_record_without_a_snapshot_that_holds_it_is_lost()
    {
        await using var world = await StartAsync();
        world.Journal.TakeOver();
        await world.Journal.TrimAsync(5, World.Token);
        await Should.ThrowAsync<PartitionUnavailableException>(world.DoAsync("add 1"));
        (await LostAsync(world.Host)).Message.ShouldContain("nor in a snapshot");
    }

    [Fact]
    public async Task Whether_history_is_lost_is_asked_until_the_store_says_so()
    {
        await using var world = await StartAsync();
        world.Journal.TakeOver();
        world.Journal.Unreadable = true;
        var answer = world.Send("add 1");
        await world.Observer.Until("journal away");
        answer.IsCompleted.ShouldBeFalse();
        world.Journal.Unreadable = false;
        await world.PausesUntil(() => world.Host.Ended.IsCompleted, "the partition has stopped");
        await Should.ThrowAsync<PartitionUnavailableException>(answer);
        (await world.Host.Ended).ShouldBeOfType<JournalTakenException>();
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 5)]
    public async Task A_start_on_less_than_is_known_from_elsewhere_is_refused(long epoch, long sequence)
    {
        await using var world = await StartAsync();
        await world.Host.DisposeAsync();
        world.KnownHead = new JournalHead(epoch, "", sequence, Guid.Empty);
        var calls = world.Journal.Calls.Items.Count;
        var lost = await Should.ThrowAsync<HistoryLostException>(world.NewHost().StartAsync(World.Token));
        (lost.ExpectedSequence, lost.FoundSequence).ShouldBe((sequence, 5));
        world.Journal.Calls.Items.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task A_start_on_all_that_is_known_or_more_goes_on()
    {
        await using var world = await StartAsync();
        world.KnownHead = world.Host.Head with { Owner = "", Batch = Guid.Empty };
        await world.AcceptedAsync("say more");
        await world.CrashAndRestartAsync();
        world.Host.Head.Epoch.ShouldBe(2);
    }

    /// <summary>One run that compares the head every two seconds, with five records of history.</summary>
    private static async Task<World> StartAsync()
    {
        var world = new World { CheckHeadEvery = TimeSpan.FromSeconds(2) };
        await world.StartAsync();
        await world.Host.SubmitAsync(Toys.Toy.Configure(Toys.Toy.Site), World.Token);
        for (var i = 0; i < 3; i++) await world.AcceptedAsync("say hello");
        // A run that is still telling would save its cursor beyond what a test takes away.
        await world.PausesUntil(() => world.Journal.Cursors.Items is [.., var saved] && saved == world.Journal.Head.Sequence, "everything is told and the cursor saved");
        return world;
    }

    private static async Task<HistoryLostException> LostAsync(PartitionHost host) =>
        (await host.Ended.WaitAsync(Eventually.Patience, World.Token)).ShouldBeOfType<HistoryLostException>();
}
