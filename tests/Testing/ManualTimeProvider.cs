namespace AcdRouter.Testing;

/// <summary>A clock that stands still until a test moves it; its timers fire in order of due time, on the thread that moves it.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    /// <summary>The moment at which test clocks start when it does not matter.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Lock door = new();
    private readonly List<ManualTimer> timers = [];
    private readonly Collected<int> armed = new();
    private DateTimeOffset now = start;
    private long order;

    public ManualTimeProvider()
        : this(Morning)
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (door) return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until so many timers were set in all: what is tested has come to its wait, and time may move.</summary>
    public Task TimersSet(int count) => armed.Until(count);

    /// <summary>Moves the clock on; every timer that falls due fires at its own moment.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = GetUtcNow() + by;
        while (TakeDue(end) is { } timer) timer.Fire();
        lock (door) now = end;
    }

    /// <summary>Sets the clock, back as well, as an operator's mistake would; no timer fires.</summary>
    public void JumpTo(DateTimeOffset moment)
    {
        lock (door) now = moment;
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (door)
        {
            var first = timers.Where(timer => timer.Due <= end).OrderBy(timer => timer.Due).ThenBy(timer => timer.Order).FirstOrDefault();
            if (first is null) return null;
            if (first.Due > now) now = first.Due.Value;
            first.Due = first.Period > TimeSpan.Zero ? first.Due + first.Period : null;
            if (first.Due is null) timers.Remove(first);
            return first;
        }
    }

    private bool Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (door)
        {
            timers.Remove(timer);
            timer.Due = null;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            timer.Due = now + dueTime;
            timer.Period = period;
            timer.Order = ++order;
            timers.Add(timer);
        }
        armed.Add(0);
        if (dueTime == TimeSpan.Zero) Advance(TimeSpan.Zero);
        return true;
    }

    private void Drop(ManualTimer timer)
    {
        lock (door) timers.Remove(timer);
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; set; }

        public long Order { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Set(this, dueTime, period);

        public void Dispose() => clock.Drop(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
