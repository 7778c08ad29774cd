using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Faults;

/// <summary>Which fault strikes when: a shuffled deck with every kind in it, dealt evenly over the world's commands.</summary>
internal sealed class FaultPlan
{
    /// <summary>Longer than any grace, offer, wrap-up or retry that a site of a world may set.</summary>
    private const long LongerThanEveryDeadline = 2L * 3600 * 1000;

    /// <summary>Longer than answers are remembered.</summary>
    private const long LongerThanMemory = 26L * 3600 * 1000;

    private readonly World world;
    private readonly Dice dice;
    private readonly List<Action> deck;
    private int next;
    private int poison;
    private bool stopped;

    public FaultPlan(World world, Dice dice)
    {
        this.world = world;
        this.dice = dice;
        deck =
        [
            () => Arm(FaultPoint.Append, FaultAct.DieBefore),
            () => Arm(FaultPoint.Append, FaultAct.DieAfter),
            () => Arm(FaultPoint.Append, FaultAct.DieAfter),
            () => Arm(FaultPoint.Answer, FaultAct.DieBefore),
            () => Arm(FaultPoint.AfterAnswers, FaultAct.DieBefore),
            () => Arm(FaultPoint.Publish, FaultAct.DieBefore),
            () => Arm(FaultPoint.Publish, FaultAct.DieAfter),
            () => Arm(FaultPoint.History, FaultAct.DieAfter),
            () => Arm(FaultPoint.Cursor, FaultAct.DieBefore),
            () => SaveSnapshotAnd(FaultPoint.Snapshot, FaultAct.DieBefore),
            () => SaveSnapshotAnd(FaultPoint.Snapshot, FaultAct.DieAfter),
            () => SaveSnapshotAnd(FaultPoint.Trim, FaultAct.DieBefore),
            () => SaveSnapshotAnd(FaultPoint.Snapshot, FaultAct.FreezeBefore),
            () => Arm(FaultPoint.Append, FaultAct.Fail),
            () => Arm(FaultPoint.Append, FaultAct.LoseAnswer),
            () => Arm(FaultPoint.Append, FaultAct.ActLate, dice.Between(10, 8_000)),
            LateAppendAndTakeOver,
            LateAppendAndTakeOver,
            () => FreezeAndTakeOver(FaultAct.FreezeBefore),
            () => FreezeAndTakeOver(FaultAct.FreezeAfter),
            () => Arm(FaultPoint.Append, FaultAct.FreezeAfter, dice.Between(6_000, 60_000)),
            SecondWriter,
            SecondWriter,
            DieWhileStarting,
            () => JournalAway(dice.Between(1_000, 20_000)),
            () => BusAway(dice.Between(1_000, 20_000)),
            () => LongDowntime(LongerThanEveryDeadline),
            () => LongDowntime(dice.Percent(30) ? LongerThanMemory : LongerThanEveryDeadline / 4),
            () => poison++,
            () => poison++,
            () => world.Tripwire.Deadlines++,
            () => world.Tripwire.Deadlines++,
            () => Clock(dice.Between(6_000, 600_000)),
            () => Clock(-dice.Between(1_000, 120_000)),
        ];
        for (var i = deck.Count - 1; i > 0; i--)
        {
            var j = dice.Below(i + 1);
            (deck[i], deck[j]) = (deck[j], deck[i]);
        }
    }

    /// <summary>Throws the next fault of the deck; a snapshot is saved now and then without one.</summary>
    public void ThrowNext()
    {
        if (dice.Percent(20)) world.Broker.Current?.SaveSnapshot();
        deck[next++ % deck.Count]();
    }

    /// <summary>True when this command is to throw when it is decided.</summary>
    public bool PoisonsNext(ICommand command)
    {
        if (poison == 0 || command is ConfigureSite) return false;
        poison--;
        return true;
    }

    /// <summary>From here on the world is left in peace.</summary>
    public void Stop()
    {
        stopped = true;
        world.Tripwire.Deadlines = 0;
        foreach (var writer in world.Broker.Running) writer.Hazards.Disarm();
    }

    /// <summary>What a writer left behind that had not struck, strikes the next one.</summary>
    public void PassOn(Writer from)
    {
        var left = from.Hazards.Disarm();
        if (stopped || left.Count == 0) return;
        world.Agenda.After(1_000, () =>
        {
            foreach (var fault in left) ArmNow(fault);
        });
    }

    private void Arm(FaultPoint point, FaultAct act, long milliseconds = 0) => ArmNow(new ArmedFault(point, act, milliseconds, dice.Below(4)));

    private void ArmNow(ArmedFault fault)
    {
        if (stopped) return;
        if (world.Broker.Current is { } writer) writer.Hazards.Arm(fault);
        else world.Agenda.After(1_000, () => ArmNow(fault));
    }

    private void SaveSnapshotAnd(FaultPoint point, FaultAct act)
    {
        if (world.Broker.Current is not { StateAtRest: not null } writer)
        {
            world.Agenda.After(500, () => SaveSnapshotAnd(point, act));
            return;
        }
        writer.Hazards.Arm(new ArmedFault(point, act, dice.Between(6_000, 40_000), 0));
        if (act == FaultAct.FreezeBefore) world.Agenda.After(dice.Between(100, 3_000), TakeOver);
        writer.SaveSnapshot();
    }

    private void LateAppendAndTakeOver()
    {
        Arm(FaultPoint.Append, FaultAct.ActLate, dice.Between(50, 3_000));
        world.Agenda.After(dice.Between(10, 2_000), TakeOver);
    }

    private void FreezeAndTakeOver(FaultAct act)
    {
        Arm(FaultPoint.Append, act, dice.Between(2_000, 30_000));
        world.Agenda.After(dice.Between(200, 4_000), TakeOver);
    }

    private void SecondWriter()
    {
        if (stopped) return;
        world.Struck("SecondWriter");
        TakeOver();
    }

    private void TakeOver()
    {
        if (!stopped) world.Broker.StartWriter();
    }

    private void DieWhileStarting()
    {
        world.Broker.Current?.Die();
        var point = dice.Percent(50) ? FaultPoint.Load : FaultPoint.Append;
        var act = dice.Percent(50) ? FaultAct.DieBefore : FaultAct.DieAfter;
        world.Broker.StartWriter(writer => writer.Hazards.Arm(new ArmedFault(point, act, 0, dice.Below(2))));
    }

    private void JournalAway(long milliseconds)
    {
        world.Struck("JournalAway");
        foreach (var writer in world.Broker.Running) writer.Hazards.JournalAwayUntil = world.Agenda.Now + milliseconds;
    }

    private void BusAway(long milliseconds)
    {
        world.Struck("BusAway");
        foreach (var writer in world.Broker.Running) writer.Hazards.BusAwayUntil = world.Agenda.Now + milliseconds;
    }

    private void LongDowntime(long milliseconds)
    {
        world.Struck("LongDowntime");
        world.Broker.NextDowntimeMilliseconds = milliseconds;
        foreach (var writer in world.Broker.Running.ToArray()) writer.Die();
    }

    private void Clock(long milliseconds)
    {
        if (world.Broker.Current is not { } writer) return;
        world.Struck(milliseconds > 0 ? "ClockForward" : "ClockBack");
        writer.Time.WrongByMilliseconds += milliseconds;
    }
}
