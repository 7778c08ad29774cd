using AcdRouter.Processes.Tests.Faults;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

/// <summary>Who owns a partition that several could own: what an owner does that was frozen, is not heard, or moves on.</summary>
public sealed class OwnershipTests
{
    [Fact, Refuses("I10")]
    public async Task I10_a_thawed_owner_neither_writes_nor_answers() =>
        (await ThawAsync(conditionalAppend: true)).ShouldBe((false, 0));

    /// <summary>The proof of the proof: with the condition taken out of the append, the same owner does both.</summary>
    [Fact, Refuses("I10")]
    public async Task I10_without_the_condition_of_the_append_a_thawed_owner_would_do_both()
    {
        var (answered, written) = await ThawAsync(conditionalAppend: false);
        answered.ShouldBeTrue();
        written.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_owner_that_thaws_while_idle_finds_out_by_itself()
    {
        await using var world = new World { CheckHeadEvery = TimeSpan.FromSeconds(2) };
        var frozen = await world.StartAsync();
        await world.StartAsync();
        await world.PausesUntil(() => frozen.Ended.IsCompleted, "the deposed owner has stopped");
        (await frozen.Ended).ShouldBeOfType<JournalTakenException>();
        world.Host.Ended.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_may_not_act_alone_decides_commands_but_neither_deadlines_nor_debts()
    {
        await using var world = await World.NewAsync();
        await world.Host.DisposeAsync();
        var heard = false;
        world.MayActAlone = () => Volatile.Read(ref heard);
        await world.StartAsync();
        await world.AcceptedAsync("due tea 1000 say ready; owe x; say now");
        await world.PassAsync(3);
        await world.Bus.Messages.Until(1);
        world.Bus.Words.ShouldBe(["now"]);
        world.Bus.Debts.ShouldBeEmpty();

        Volatile.Write(ref heard, true);
        await world.PausesUntil(() => world.Bus.Words.Count == 2 && world.Bus.Debts.Count == 1, "the next heartbeat does both");
    }

    [Fact]
    public async Task A_long_time_unheard_counts_as_time_in_which_nobody_was_there()
    {
        await using var world = await World.NewAsync();
        await world.Host.DisposeAsync();
        var heard = true;
        world.MayActAlone = () => Volatile.Read(ref heard);
        await world.StartAsync();
        await world.AcceptedAsync("due tea 10000 say ready");
        // Asked on both sides, so that a turn the loop takes of itself between the two lines changes nothing.
        Volatile.Write(ref heard, false);
        await world.SumAsync();
        await world.PassAsync(21);
        Volatile.Write(ref heard, true);
        await world.SumAsync();
        (await world.SumAsync()).ResumedMilliseconds.ShouldBe(21_000);
        world.Bus.Words.ShouldBeEmpty();
        (await world.Host.AskAsync(new WhenDue(Toy.Site, "tea"), World.Token)).ShouldBe(new DueView("tea", Toy.Morning.PlusSeconds(31)));
        world.Records[^1].Events.ShouldBe([new Resumed(21_000, LinesKept: true)]);
    }

    [Fact]
    public async Task Frozen_and_unheard_time_is_counted_once()
    {
        await using var world = await World.NewAsync();
        await world.Host.DisposeAsync();
        var heard = false;
        world.MayActAlone = () => Volatile.Read(ref heard);
        await world.StartAsync();
        await world.SumAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(60));
        await world.PassAsync(7);
        Volatile.Write(ref heard, true);
        await world.SumAsync();
        (await world.SumAsync()).ResumedMilliseconds.ShouldBe(67_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_claim_keeps_lines_only_where_other_processes_hold_them(bool kept)
    {
        await using var world = await World.NewAsync();
        world.LinesOutliveRun = kept;
        await world.CrashAndRestartAsync(TimeSpan.FromSeconds(20));
        world.Records[^1].Events.ShouldBe([new Resumed(20_000, kept)]);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(7, 7_000)]
    public async Task A_claim_moves_deadlines_only_after_a_time_without_any_owner_that_is_more_than_a_short_wait(int seconds, long gap)
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("due tea 100000 say ready");
        await world.PassAsync(90);
        world.Journal.LastSeen = Toy.Morning.PlusSeconds(90);
        world.LinesOutliveRun = true;
        await world.CrashAndRestartAsync(TimeSpan.FromSeconds(seconds));
        (await world.Host.AskAsync(new WhenDue(Toy.Site, "tea"), World.Token)).ShouldBe(new DueView("tea", Toy.Morning.PlusMilliseconds(100_000 + gap)));
    }

    [Fact]
    public async Task A_planned_move_saves_first_and_then_stops_without_another_snapshot()
    {
        await using var world = await World.NewAsync();
        await world.AcceptedAsync("say a");
        (await world.Host.SnapshotAsync(World.Token)).ShouldBeTrue();
        (await world.Host.SnapshotAsync(World.Token)).ShouldBeTrue();
        world.Journal.Snapshots.Items.ShouldHaveSingleItem().Sequence.ShouldBe(3);
        await world.AcceptedAsync("say b");
        await world.Host.StopAsync(snapshot: false).WaitAsync(Eventually.Patience, World.Token);
        world.Journal.Snapshots.Items.Count.ShouldBe(1);
        world.Bus.Words.ShouldBe(["a", "b"]);
        await Should.ThrowAsync<PartitionUnavailableException>(world.Host.SnapshotAsync(World.Token));
        await world.StartAsync();
        await world.AcceptedAsync("say c");
    }

    [Fact]
    public async Task A_deposed_owner_saves_and_trims_nothing()
    {
        await using var world = new World();
        using var deposed = await PartitionStepper.StartAsync(world.NewOptions(), World.Token);
        await world.StartAsync();
        await deposed.SnapshotAsync(World.Token);
        world.Journal.SnapshotCalls.Items.ShouldBeEmpty();
        world.Journal.Trims.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_names_its_sites_and_its_head()
    {
        await using var world = new World();
        world.NewHost().Head.ShouldBe(JournalHead.Empty);
        await world.StartAsync();
        (await world.Host.SitesAsync(World.Token)).ShouldBeEmpty();
        await world.Host.SubmitAsync(Toy.Configure(Toy.Site), World.Token);
        await world.Host.SubmitAsync(Toy.Configure(Toy.Other, 2), World.Token);
        (await world.Host.SitesAsync(World.Token)).ShouldBe([Toy.Other, Toy.Site]);
        world.Host.Head.ShouldBe(world.Journal.Head);
    }

    /// <summary>An owner is frozen while another takes over and goes on; then it thaws, with a command in its mailbox.</summary>
    private static async Task<(bool Answered, int Written)> ThawAsync(bool conditionalAppend)
    {
        await using var world = await World.NewAsync();
        var frozen = world.Host;
        await world.StartAsync();
        await world.AcceptedAsync("add 5");
        world.Journal.IgnoresExpectation = !conditionalAppend;
        var before = world.Journal.Stored.Count;
        var thawed = frozen.SubmitAsync(Toy.Act(50, "add 1"), World.Token).AsTask().WaitAsync(Eventually.Patience, World.Token);
        try
        {
            await thawed;
        }
        catch (PartitionUnavailableException)
        {
            // Not answered: the sender asks again, and the new owner decides.
        }
        return (thawed.IsCompletedSuccessfully, world.Journal.Stored.Count - before);
    }
}
