using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.State;

public sealed class OutcomeWindowTests
{
    private readonly OutcomeWindow window = new();
    private long sequence;

    [Fact]
    public void Remembers_as_many_answers_as_its_bound_and_forgets_the_oldest_first()
    {
        for (var i = 1; i <= KernelLimits.OutcomesPerSite; i++) Remember(i, i);
        window.TryFind(Toy.Id(1), out _).ShouldBeTrue();
        window.ForgottenThrough.ShouldBe(Instant.MinValue);

        Remember(KernelLimits.OutcomesPerSite + 1, 1_000_000);
        window.TryFind(Toy.Id(1), out _).ShouldBeFalse();
        window.TryFind(Toy.Id(2), out var second).ShouldBeTrue();
        second!.Stamp.Sequence.ShouldBe(2);
        window.ForgottenThrough.ShouldBe(new Instant(1));
    }

    [Fact]
    public void Forgets_by_record_time()
    {
        Remember(1, 10);
        Remember(2, 10 + KernelLimits.OutcomeWindowMilliseconds);
        window.TryFind(Toy.Id(1), out _).ShouldBeTrue();
        Remember(3, 11 + KernelLimits.OutcomeWindowMilliseconds);
        window.TryFind(Toy.Id(1), out _).ShouldBeFalse();
        window.ForgottenThrough.ShouldBe(new Instant(10));
    }

    [Fact, Refuses("I10")]
    public void I10_a_command_sent_before_the_oldest_answer_remembered_is_refused_as_too_old()
    {
        var (core, _) = Toy.NewCore();
        core.Decide(Toy.Act(10, "add 1") with { SentAt = Toy.Morning }, Toy.Morning).Record.ShouldNotBeNull();
        var later = Toy.Morning.PlusMilliseconds(KernelLimits.OutcomeWindowMilliseconds + 1);
        core.Decide(Toy.Act(11, "add 1"), later).Record.ShouldNotBeNull();

        var repeated = core.Decide(Toy.Act(10, "add 1") with { SentAt = Toy.Morning }, later);
        repeated.Record.ShouldBeNull();
        repeated.Answer.ShouldBeOfType<CommandRefused>().Refusal.Reason.ShouldBe(RefusalReason.CommandTooOld);
    }

    [Fact, Accepts("I10")]
    public void I10_a_new_command_sent_after_the_last_answer_forgotten_is_decided()
    {
        var (core, _) = Toy.NewCore();
        core.Decide(Toy.Act(10, "add 1") with { SentAt = Toy.Morning }, Toy.Morning).Record.ShouldNotBeNull();
        var later = Toy.Morning.PlusMilliseconds(KernelLimits.OutcomeWindowMilliseconds + 1);
        core.Decide(Toy.Act(11, "add 1"), later).Record.ShouldNotBeNull();
        core.Decide(Toy.Act(12, "add 1") with { SentAt = Toy.Morning.PlusMilliseconds(1) }, later).Answer.ShouldBeOfType<CommandAccepted>();
    }

    [Fact, Refuses("I10")]
    public void I10_a_command_just_sent_is_too_old_where_answers_are_forgotten_within_the_minute()
    {
        var (core, _) = Toy.NewCore();
        var first = Toy.Act(10, "add 1") with { SentAt = Toy.Morning };
        core.Decide(first, Toy.Morning).Record.ShouldNotBeNull();
        var soon = Toy.Morning.PlusSeconds(30);
        for (var id = 11; id <= KernelLimits.OutcomesPerSite + 11; id++) core.Decide(Toy.Act(id, "add 1") with { SentAt = soon }, soon);

        var again = core.Decide(first, soon);
        again.Record.ShouldBeNull();
        again.Answer.ShouldBeOfType<CommandRefused>().Refusal.Reason.ShouldBe(RefusalReason.CommandTooOld);
    }

    [Theory, Accepts("I10")]
    [InlineData(true)]
    [InlineData(false)]
    public void I10_a_clock_set_back_by_an_hour_makes_no_new_command_too_old(bool sendersToo)
    {
        var clocks = new Clocks();
        clocks.Pass(OneHour, sendersToo: true);
        clocks.SetBack(OneHour);
        clocks.Pass(3 * OneHour, sendersToo);
        clocks.Refused.ShouldBe(0);
    }

    [Theory, Refuses("I10")]
    [InlineData(0)]
    [InlineData(30 * 60 * 1000)]
    public void I10_a_forgotten_command_is_too_old_also_where_record_time_or_the_senders_clock_runs_ahead(long senderAhead)
    {
        var clocks = new Clocks { SenderAhead = senderAhead };
        clocks.Pass(OneHour, sendersToo: false);
        clocks.SetBack(OneHour);
        var first = clocks.Send(sendersToo: false);
        clocks.Pass(2 * OneHour, sendersToo: false);
        clocks.Again(first).Answer.ShouldBeOfType<CommandRefused>().Refusal.Reason.ShouldBe(RefusalReason.CommandTooOld);
    }

    [Fact, Accepts("I10")]
    public void I10_one_sender_whose_clock_is_a_year_ahead_makes_nobody_elses_commands_too_old()
    {
        var clocks = new Clocks { SenderAhead = 365L * 24 * OneHour };
        clocks.Pass(2 * OneHour, sendersToo: true);
        clocks.SenderAhead = 0;
        clocks.Pass(OneHour, sendersToo: true);
        clocks.Refused.ShouldBe(0);
    }

    private const long OneHour = 3600 * 1000;

    private void Remember(int id, long at) =>
        window.Remember(new CommandOutcome(Toy.Id(id), 0, null, null, Made.Nothing, new Instant(at)), new Stamp(++sequence, new Instant(at)));

    /// <summary>A site of ten commands a second, its partition's clock, and the clocks of the senders.</summary>
    private sealed class Clocks
    {
        private const int EveryMilliseconds = 100;

        private readonly ManualTimeProvider wall = new();
        private readonly PartitionClock clock;
        private readonly PartitionCore core = Toy.NewCore().Core;
        private Instant rightly = Toy.Morning;
        private int ids = 100;

        public Clocks() => clock = new PartitionClock(wall);

        public long SenderAhead { get; set; }

        public int Refused { get; private set; }

        public void SetBack(long milliseconds) => wall.JumpTo(wall.GetUtcNow().AddMilliseconds(-milliseconds));

        public void Pass(long milliseconds, bool sendersToo)
        {
            for (long passed = 0; passed < milliseconds; passed += EveryMilliseconds) Send(sendersToo);
        }

        /// <param name="sendersToo">Whether the senders' clocks are set back with the partition's.</param>
        public CommandEnvelope Send(bool sendersToo)
        {
            wall.JumpTo(wall.GetUtcNow().AddMilliseconds(EveryMilliseconds));
            rightly = rightly.PlusMilliseconds(EveryMilliseconds);
            var sent = (sendersToo ? Instant.From(wall.GetUtcNow()) : rightly).PlusMilliseconds(SenderAhead);
            var envelope = Toy.Act(++ids, "refuse") with { SentAt = sent };
            if (Again(envelope).Record is null) Refused++;
            return envelope;
        }

        public Decided Again(CommandEnvelope envelope) => core.Decide(envelope, clock.Now, clock.Wall);
    }
}
