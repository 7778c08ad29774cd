namespace AcdRouter.Simulation.Demo;

/// <summary>What the demonstration has in mind to do, by moment of its clock and then by order of entering.</summary>
internal sealed class DemoCalendar
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Entered)> entries = new();
    private long entered;

    /// <summary>The moment of the first entry, or null.</summary>
    public TimeSpan? Next => entries.TryPeek(out _, out var key) ? key.At : null;

    public void Add(TimeSpan at, Action what) => entries.Enqueue(what, (at, entered++));

    /// <summary>Does everything whose moment has come.</summary>
    public void DoDue(TimeSpan now)
    {
        while (Next is { } at && at <= now) entries.Dequeue()();
    }
}
