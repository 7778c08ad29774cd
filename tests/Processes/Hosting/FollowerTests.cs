using AcdRouter.Processes.Tests.Faults;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

/// <summary>Whoever stands in line keeps the state ready; what it gives to a claim is what the journal says, whatever happened to that.</summary>
public sealed class FollowerTests
{
    private readonly ProcessLayout layout = Toy.NewLayout();

    [Fact, Accepts("I8")]
    public async Task I8_the_state_followed_is_the_one_replayed_also_behind_trimmed_records()
    {
        await using var world = await World.NewAsync();
        var follower = new PartitionFollower(world.Journal, layout);
        await follower.FollowAsync(World.Token);
        await world.AcceptedAsync("say a");
        await follower.FollowAsync(World.Token);
        var met = follower.Sequence;
        await world.AcceptedAsync("say b; due tea 1000 say ready");
        (await world.Host.SnapshotAsync(World.Token)).ShouldBeTrue();
        await world.AcceptedAsync("say c");

        met.ShouldBe(world.Journal.Head.Sequence - 2);
        await TakenIsReplayedAsync(follower, world.Journal);
    }

    [Fact]
    public async Task A_run_that_takes_the_state_followed_decides_on_as_any_other()
    {
        await using var world = await World.NewAsync();
        world.Follower = new PartitionFollower(world.Journal, layout);
        await world.Follower.FollowAsync(World.Token);
        await world.AcceptedAsync("say a");
        await world.StartAsync();
        await world.AcceptedAsync("say b");

        (await world.HashAsync()).ShouldBe(await ReplayedAsync(world.Journal));
        await world.Follower.FollowAsync(World.Token);
        world.Follower.Sequence.ShouldBe(0);
    }

    [Fact, Refuses("I10")]
    public async Task I10_of_a_history_that_was_replaced_nothing_is_kept()
    {
        var core = NewCore();
        var first = new FaultyJournal();
        var head = await AppendAsync(first, JournalHead.Empty, [core.Claim("first", Toy.Morning)]);
        var switched = new SwitchedJournal { Current = first };
        var follower = new PartitionFollower(switched, layout);
        await AppendAsync(first, head, [core.Resume(5, linesKept: true, Toy.Morning)]);
        await follower.FollowAsync(World.Token);

        // Another history, longer than the one followed, that differs in what was followed last.
        var other = NewCore();
        var second = new FaultyJournal();
        head = await AppendAsync(second, JournalHead.Empty, [other.Claim("second", Toy.Morning)]);
        head = await AppendAsync(second, head, [other.Resume(7, linesKept: true, Toy.Morning)]);
        await AppendAsync(second, head, [other.Resume(9, linesKept: true, Toy.Morning)]);
        switched.Current = second;

        await TakenIsReplayedAsync(follower, switched);
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_history_that_became_shorter_is_read_anew()
    {
        var core = NewCore();
        var full = new FaultyJournal();
        var head = await AppendAsync(full, JournalHead.Empty, [core.Claim("first", Toy.Morning)]);
        await AppendAsync(full, head, [core.Resume(5, linesKept: true, Toy.Morning)]);
        var switched = new SwitchedJournal { Current = full };
        var follower = new PartitionFollower(switched, layout);
        await follower.FollowAsync(World.Token);

        switched.Current = new FaultyJournal();

        await TakenIsReplayedAsync(follower, switched);
    }

    private PartitionCore NewCore() => new(layout, new PartitionState(layout));

    private async Task TakenIsReplayedAsync(PartitionFollower follower, IJournal journal)
    {
        var taken = await follower.TakeAsync(await journal.ReadHeadAsync(World.Token), World.Token);
        new StateHash(taken.Sequence, taken.Hash()).ShouldBe(await ReplayedAsync(journal));
    }

    private async Task<StateHash> ReplayedAsync(IJournal journal)
    {
        var replayed = await PartitionLoader.LoadAsync(journal, layout, cancellationToken: World.Token);
        return new StateHash(replayed.Sequence, replayed.Hash());
    }

    private async Task<JournalHead> AppendAsync(FaultyJournal journal, JournalHead expected, IReadOnlyList<JournalRecord> records)
    {
        var written = new RecordCodec(layout).Write(records, new System.Buffers.ArrayBufferWriter<byte>());
        var owner = records[^1].Events is [Claimed claimed, ..] ? claimed.Owner : expected.Owner;
        var head = new JournalHead(records[^1].Epoch, owner, records[^1].Sequence, Guid.NewGuid());
        (await journal.AppendAsync(expected, new JournalBatch(head, written), World.Token)).ShouldBe(head);
        return head;
    }
}
