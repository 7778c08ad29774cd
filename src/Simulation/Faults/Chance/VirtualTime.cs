namespace AcdRouter.Simulation.Faults;

/// <summary>
/// One program's clock in a world: its timers fire when the agenda comes to them, its wall clock may be wrong. The timers of a
/// dead program never fire, those of a frozen one when it thaws.
/// </summary>
public sealed class VirtualTime(Agenda agenda) : TimeProvider
{
    private readonly List<Action> held = [];

    /// <summary>By how much the wall clock is wrong.</summary>
    public long WrongByMilliseconds { get; set; }

    /// <summary>The program has died.</summary>
    public bool IsDead { get; set; }

    /// <summary>The program is frozen.</summary>
    public bool IsFrozen { get; private set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(agenda.Now + WrongByMilliseconds);

    /// <inheritdoc/>
    public override long GetTimestamp() => agenda.Now * TimeSpan.TicksPerMillisecond;

    /// <summary>Nothing of the program moves until it thaws.</summary>
    public void Freeze() => IsFrozen = true;

    /// <summary>What was held back happens now, in order.</summary>
    public void Thaw()
    {
        IsFrozen = false;
        var due = held.ToArray();
        held.Clear();
        foreach (var each in due) Run(each);
    }

    /// <summary>Does something of the program's, unless it is dead; a frozen one does it when it thaws.</summary>
    public void Run(Action what)
    {
        if (IsDead) return;
        if (IsFrozen) held.Add(what);
        else what();
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new AgendaTimer(this, agenda, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class AgendaTimer(VirtualTime time, Agenda agenda, TimerCallback callback, object? state) : ITimer
    {
        private int setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var mine = ++setting;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            agenda.After((long)dueTime.TotalMilliseconds, () => time.Run(() => Fire(mine, period)));
            return true;
        }

        public void Dispose() => setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(int mine, TimeSpan period)
        {
            if (mine != setting) return;
            callback(state);
            if (mine == setting && period > TimeSpan.Zero) Change(period, period);
        }
    }
}
