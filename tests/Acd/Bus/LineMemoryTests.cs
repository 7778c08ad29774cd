using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests.Bus;

/// <summary>When a partition is told which processes hold lines.</summary>
public sealed class LineMemoryTests
{
    private static readonly Guid Alive = new(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static readonly Guid Gone = new(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private readonly ManualTimeProvider time = new();
    private readonly LineMemory memory;
    private readonly PartitionHost run = NewRun();

    public LineMemoryTests() => memory = new LineMemory(time);

    [Fact, Accepts("S3")]
    public void S3_it_is_told_at_once_when_a_holder_has_gone_and_once_more_a_minute_later()
    {
        Tell(Alive, Gone);
        time.Advance(RabbitLimits.ConfirmAgainAfter);
        Tell(Alive, Gone);
        memory.IsDue(0, run, [Alive, Gone]).ShouldBeFalse();

        Tell(Alive);
        time.Advance(RabbitLimits.ConfirmAgainAfter - TimeSpan.FromSeconds(1));
        memory.IsDue(0, run, [Alive]).ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        Tell(Alive);
        time.Advance(TimeSpan.FromHours(1));
        memory.IsDue(0, run, [Alive]).ShouldBeFalse();
    }

    [Fact, Accepts("S3")]
    public void S3_a_new_owner_tells_it_and_so_does_one_that_comes_back()
    {
        Tell(Alive);
        memory.IsDue(0, NewRun(), [Alive]).ShouldBeTrue();
        memory.Forget(0);
        memory.IsDue(0, run, [Alive]).ShouldBeTrue();
    }

    [Fact, Refuses("S3")]
    public void S3_who_has_come_is_not_told_but_missed_when_it_goes()
    {
        Tell(Alive);
        memory.IsDue(0, run, [Alive, Gone]).ShouldBeFalse();
        memory.IsDue(0, run, [Alive]).ShouldBeTrue();
    }

    [Fact, Refuses("S3")]
    public void S3_each_partition_is_told_for_itself()
    {
        Tell(Alive);
        memory.IsDue(1, run, [Alive]).ShouldBeTrue();
    }

    private static PartitionHost NewRun() => new(new PartitionOptions
    {
        Run = Guid.Empty,
        Layout = SiteProcesses.Layout,
        Journal = new InMemoryJournal(),
        History = null!,
        News = null!,
        Observer = null!,
    });

    private void Tell(params Guid[] holders)
    {
        memory.IsDue(0, run, holders).ShouldBeTrue();
        memory.NoteTold(0, run, holders);
    }
}
