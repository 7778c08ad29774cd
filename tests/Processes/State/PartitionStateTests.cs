using System.Buffers;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.State;

public sealed class PartitionStateTests
{
    private static readonly string[] Scripts =
        ["add 3; due tea 1000 add 1", "ask add 2; say hello; owe x", "refuse", "tell add 4, tell add 1; end all", "due cake 50 say ready"];

    [Fact, Accepts("I8")]
    public void I8_live_replayed_and_snapshot_with_tail_are_one_state()
    {
        var (core, records) = Toy.NewCore();
        var half = Array.Empty<byte>();
        for (var i = 0; i < Scripts.Length; i++)
        {
            records.Add(core.Decide(Toy.Act(10 + i, Scripts[i]), Toy.Morning.PlusMilliseconds(i)).Record!);
            if (i == 2) half = core.State.Save();
        }
        records.Add(core.DecideDue(core.DueAt(Toy.Morning.PlusSeconds(9))!.Value, Toy.Morning.PlusSeconds(9)));
        records.Add(core.Park(core.DueAt(Toy.Morning.PlusSeconds(9))!.Value, "It threw.", Toy.Morning.PlusSeconds(9)));
        records.Add(core.Resume(500, linesKept: true, Toy.Morning.PlusSeconds(9)));

        var replayed = new PartitionState(Toy.NewLayout());
        foreach (var record in records) replayed.Apply(record);
        var loaded = PartitionState.Load(Toy.NewLayout(), half);
        foreach (var record in records.Where(each => each.Sequence > loaded.Sequence)) loaded.Apply(record);

        replayed.Hash().ShouldBe(core.State.Hash());
        loaded.Hash().ShouldBe(core.State.Hash());
        PartitionState.Load(Toy.NewLayout(), core.State.Save()).Save().ShouldBe(core.State.Save());
    }

    [Fact, Refuses("I8")]
    public void I8_a_state_that_differs_in_one_fact_has_another_hash()
    {
        var (one, _) = Toy.NewCore();
        var (other, _) = Toy.NewCore();
        one.State.Hash().ShouldBe(other.State.Hash());
        one.Decide(Toy.Act(10, "add 1"), Toy.Morning);
        other.Decide(Toy.Act(10, "add 2"), Toy.Morning);
        one.State.Hash().ShouldNotBe(other.State.Hash());
    }

    [Fact, Refuses("I8")]
    public void I8_a_missing_record_is_noticed()
    {
        var (core, records) = Toy.NewCore();
        core.Decide(Toy.Act(10, "add 1"), Toy.Morning);
        var next = core.Decide(Toy.Act(11, "add 1"), Toy.Morning).Record!;
        var state = new PartitionState(Toy.NewLayout());
        foreach (var record in records) state.Apply(record);
        Should.Throw<JournalDamagedException>(() => state.Apply(next));
    }

    [Fact, Refuses("I8")]
    public void I8_a_record_of_another_epoch_than_the_last_claim_is_noticed()
    {
        var (core, records) = Toy.NewCore();
        var state = new PartitionState(Toy.NewLayout());
        foreach (var record in records) state.Apply(record);
        var next = core.Decide(Toy.Act(10, "add 1"), Toy.Morning).Record! with { Epoch = 2 };
        Should.Throw<JournalDamagedException>(() => state.Apply(next));
    }

    [Fact, Accepts("I8")]
    public void I8_a_claim_after_a_loss_takes_an_epoch_that_nobody_can_have_had_and_replays_to_it()
    {
        var (core, records) = Toy.NewCore();
        records.Add(core.Claim("after the loss", Toy.Morning, leastEpoch: 1_000_000));
        records.Add(core.Claim("next", Toy.Morning, leastEpoch: 1_000_000));
        core.State.Epoch.ShouldBe(1_000_001);
        var codec = new RecordCodec(Toy.NewLayout());
        var state = new PartitionState(Toy.NewLayout());
        foreach (var record in records) state.Apply(codec.Read(codec.Write([record], new ArrayBufferWriter<byte>())[0]));
        state.Epoch.ShouldBe(1_000_001);
        state.Hash().ShouldBe(core.State.Hash());
    }

    [Fact, Accepts("I8")]
    public void I8_a_state_larger_than_any_buffer_hashes_to_what_its_bytes_hash_to_and_loads_to_itself()
    {
        var (core, _) = Toy.NewCore();
        for (var i = 0; i < 5_000; i++) core.Decide(Toy.Act(10 + i, i % 7 == 0 ? "refuse" : "add 1"), Toy.Morning.PlusMilliseconds(i));
        var saved = core.State.Save();
        saved.Length.ShouldBeGreaterThan(512 * 1024);
        core.State.Hash().ShouldBe(PartitionState.HashOf(saved));
        var paced = new Pace(TimeProvider.System, () => false, TestContext.Current.CancellationToken);
        core.State.Hash(paced).ShouldBe(PartitionState.HashOf(saved));
        PartitionState.HashOf(saved, paced).ShouldBe(PartitionState.HashOf(saved));
        PartitionState.Load(Toy.NewLayout(), saved, out _, paced).Save().ShouldBe(saved);
    }

    [Theory, Refuses("I8")]
    [InlineData("\"sites\":[", "\"other\":[")]
    [InlineData("\"level\":", "\"other\":")]
    [InlineData("{\"site\":\"toys\"", "{\"other\":\"toys\"")]
    [InlineData("\"processes\":{", "\"other\":{")]
    [InlineData("\"outcomes\":[", "\"outcomes\":[[],")]
    [InlineData("\"sequence\":", "\"other\":")]
    [InlineData("\"at\":", "\"other\":")]
    [InlineData("\"epoch\":", "\"other\":")]
    [InlineData("\"origin\":", "\"other\":")]
    [InlineData("\"forgottenThrough\":", "\"other\":")]
    [InlineData("\"outcomes\":[", "\"other\":[")]
    [InlineData("\"cmd\":", "\"other\":")]
    [InlineData("\"owner\":\"", "\"owner\":null,\"other\":\"")]
    public void I8_a_saved_state_without_one_of_its_parts_is_not_loaded(string part, string instead)
    {
        var (core, _) = Toy.NewCore();
        core.Decide(Toy.Act(10, "add 1"), Toy.Morning);
        var saved = System.Text.Encoding.UTF8.GetString(core.State.Save());
        saved.ShouldContain(part);
        var damaged = System.Text.Encoding.UTF8.GetBytes(saved.Replace(part, instead, StringComparison.Ordinal));
        var thrown = Should.Throw<Exception>(() => PartitionState.Load(Toy.NewLayout(), damaged));
        (thrown is System.Text.Json.JsonException or InvalidOperationException or KeyNotFoundException).ShouldBeTrue(thrown.ToString());
    }

    [Fact, Refuses("I8")]
    public void I8_a_saved_state_cut_off_anywhere_is_not_loaded()
    {
        var (core, _) = Toy.NewCore();
        core.Decide(Toy.Act(10, "add 1"), Toy.Morning);
        var saved = core.State.Save();
        for (var length = 0; length < saved.Length; length++)
        {
            var cut = saved.AsMemory(0, length);
            var thrown = Should.Throw<Exception>(() => PartitionState.Load(Toy.NewLayout(), cut));
            (thrown is System.Text.Json.JsonException or InvalidOperationException or FormatException).ShouldBeTrue($"{length}: {thrown}");
        }
    }

    [Fact]
    public void A_journal_of_a_higher_level_is_refused()
    {
        var record = new JournalRecord(1, Toy.Morning, 1, null, null, [new Claimed("newer", KernelLimits.JournalLevel + 1)]);
        Should.Throw<JournalDamagedException>(() => new PartitionState(Toy.NewLayout()).Apply(record)).Message.ShouldContain("newer build");
    }

    [Fact]
    public void Invariants_are_asked_of_every_process()
    {
        var (core, _) = Toy.NewCore();
        core.State.AssertInvariants();
        core.Decide(Toy.Act(10, "tell corrupt"), Toy.Morning);
        Should.Throw<InvariantBrokenException>(core.State.AssertInvariants);
    }
}
