using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Faults;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace AcdRouter.Processes.Tests.Properties;

/// <summary>Whatever order commands and their repeats come in: one effect and one answer each, and one state however it is reached.</summary>
public sealed class RepeatProperties
{
    private const int Rounds = 200;

    private static readonly string[] Scripts =
        ["add 1", "add 10; say hello", "ask add 3; tell add 4", "refuse", "try refuse; add 2", "due tea 1000 add 5", "due cake 500 tell add 1", "owe x", "settle x"];

    /// <summary>A command by its number, at one of two sites, or time that passes.</summary>
    private readonly record struct Step(int Command, bool AtOther, int PassMilliseconds);

    private static Arbitrary<Step[]> Steps { get; } =
        (from command in Gen.Choose(0, 30)
         from atOther in Gen.Elements(false, true)
         from pass in Gen.Choose(-350, 350)
         select new Step(command, atOther, Math.Max(0, pass))).ArrayOf().ToArbitrary();

    [Fact, Accepts("I10")]
    public void I10_random_repeats_change_nothing_and_get_the_first_answer() =>
        Check(static steps =>
        {
            var (core, _) = Toy.NewCore();
            var answers = new Dictionary<(int Command, bool AtOther), object>();
            foreach (var (step, now) in InTime(steps))
            {
                DecideDue(core, now, static _ => { });
                var before = core.State.Hash();
                var decided = core.Decide(Envelope(step), now);
                if (!answers.TryAdd((step.Command, step.AtOther), decided.Answer))
                {
                    decided.Record.ShouldBeNull();
                    decided.Answer.ShouldBe(answers[(step.Command, step.AtOther)]);
                    core.State.Hash().ShouldBe(before);
                }
            }
        });

    [Fact, Refuses("I10")]
    public void I10_without_its_repeats_the_same_run_leads_to_the_same_sums() =>
        Check(static steps =>
        {
            var (with, _) = Toy.NewCore();
            var (without, _) = Toy.NewCore();
            var seen = new HashSet<(int Command, bool AtOther)>();
            foreach (var (step, _) in InTime(steps))
            {
                with.Decide(Envelope(step), Toy.Morning);
                if (seen.Add((step.Command, step.AtOther))) without.Decide(Envelope(step), Toy.Morning);
            }
            with.State.Hash().ShouldBe(without.State.Hash());
        });

    [Fact, Accepts("I8")]
    public void I8_random_runs_replay_to_the_same_hash_through_the_codec_and_from_any_snapshot() =>
        Check(static steps =>
        {
            var (core, records) = Toy.NewCore();
            var snapshotAt = records.Count + (steps.Length / 2);
            byte[]? snapshot = null;
            foreach (var (step, now) in InTime(steps))
            {
                DecideDue(core, now, records.Add);
                if (core.Decide(Envelope(step), now).Record is { } record) records.Add(record);
                if (records.Count >= snapshotAt) snapshot ??= core.State.Save();
            }
            var codec = new RecordCodec(Toy.NewLayout());
            var stored = codec.Write(records, new System.Buffers.ArrayBufferWriter<byte>());
            Replay(new PartitionState(Toy.NewLayout()), codec, stored).ShouldBe(core.State.Hash());
            if (snapshot is not null) Replay(PartitionState.Load(Toy.NewLayout(), snapshot), codec, stored).ShouldBe(core.State.Hash());
        });

    [Fact, Accepts("I9")]
    public void I9_what_happens_at_one_site_leaves_the_other_as_if_it_were_alone() =>
        Check(static steps =>
        {
            var (both, _) = Toy.NewCore();
            var (alone, _) = Toy.NewCore();
            foreach (var step in steps)
            {
                both.Decide(Envelope(step), Toy.Morning);
                if (step.AtOther) alone.Decide(Envelope(step), Toy.Morning);
            }
            both.Answer(new HowMuch(Toy.Other), Toy.Morning).ShouldBe(alone.Answer(new HowMuch(Toy.Other), Toy.Morning));
        });

    [Fact, Accepts("I10")]
    public async Task I10_a_running_partition_with_a_failing_journal_gives_every_repeat_one_answer_and_one_effect()
    {
        await using var world = await World.NewAsync();
        foreach (var seed in Enumerable.Range(1, 10))
        {
            // Each command three times, in an order of the seed's own.
            var order = Enumerable.Range(0, 120).OrderBy(i => (i + 1) * 7_919L * seed % 10_007).Select(static i => i % 40);
            world.Journal.Next(Fault.None, Fault.StoreAndThrow, Fault.None, Fault.Throw, Fault.ThrowAndStoreLate);
            var answers = order.Select(i => (Id: (seed * 1_000) + i, Answer: world.Send("add 1", (seed * 1_000) + i))).ToArray();
            await world.PausesUntil(() => answers.All(static each => each.Answer.IsCompleted), "all are answered");
            foreach (var same in answers.GroupBy(static each => each.Id)) same.Select(static each => each.Answer.Result).Distinct().Count().ShouldBe(1);
            world.Journal.ExecuteLate();
        }
        world.Journal.Forgive();
        (await world.SumAsync()).Total.ShouldBe(400);
        (await world.HashAsync()).Hash.ShouldBe((await world.ReplayAsync()).Hash());
    }

    private static void Check(Action<Step[]> property) =>
        FsCheck.Fluent.Prop.ForAll(Steps, property).Check(Config.QuickThrowOnFailure.WithMaxTest(Rounds).WithReplay(20_261_121UL, 17UL));

    private static IEnumerable<(Step Step, Instant Now)> InTime(Step[] steps)
    {
        var now = Toy.Morning;
        foreach (var step in steps)
        {
            now = now.PlusMilliseconds(step.PassMilliseconds);
            yield return (step, now);
        }
    }

    private static CommandEnvelope Envelope(Step step) =>
        Toy.Act(100 + step.Command, Scripts[step.Command % Scripts.Length], step.AtOther ? Toy.Other : Toy.Site);

    private static void DecideDue(PartitionCore core, Instant now, Action<JournalRecord> keep)
    {
        while (core.DueAt(now) is { } due) keep(core.DecideDue(due, now));
    }

    private static string Replay(PartitionState state, RecordCodec codec, IReadOnlyList<StoredRecord> stored)
    {
        foreach (var each in stored.Where(each => each.Sequence > state.Sequence)) state.Apply(codec.Read(each));
        return state.Hash();
    }
}
