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
        core.Decide(Toy.Act(10, "add 1"), Toy.Morning).Record.ShouldNotBeNull();
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
        core.Decide(Toy.Act(10, "add 1"), Toy.Morning).Record.ShouldNotBeNull();
        var later = Toy.Morning.PlusMilliseconds(KernelLimits.OutcomeWindowMilliseconds + 1);
        core.Decide(Toy.Act(11, "add 1"), later).Record.ShouldNotBeNull();
        core.Decide(Toy.Act(12, "add 1") with { SentAt = Toy.Morning.PlusMilliseconds(1) }, later).Answer.ShouldBeOfType<CommandAccepted>();
    }

    private void Remember(int id, long at) =>
        window.Remember(new CommandOutcome(Toy.Id(id), 0, null, null, Made.Nothing), new Stamp(++sequence, new Instant(at)));
}
