namespace AcdRouter.Simulation.Replaying;

/// <summary>
/// What happens in a replay, in the order in which equal moments are taken: agents become free before customers come, and a
/// customer answered in the very moment of giving up is answered.
/// </summary>
internal enum Happening
{
    ServiceEnds = 1,
    SignsIn = 2,
    Arrives = 3,
    GivesUp = 4,
    SignsOut = 5,
}

/// <summary>Something that happens.</summary>
/// <param name="AtMilliseconds">Since the first day began.</param>
/// <param name="What">What.</param>
/// <param name="Index">Of the customer, or of the agent.</param>
internal readonly record struct CalendarEntry(long AtMilliseconds, Happening What, int Index);

/// <summary>What is to happen, taken in one order: by moment, kind and the order of entering.</summary>
internal sealed class ReplayCalendar
{
    private readonly PriorityQueue<CalendarEntry, (long At, Happening What, long Entered)> entries = new();
    private long entered;

    public long? Next => entries.TryPeek(out var entry, out _) ? entry.AtMilliseconds : null;

    public void Add(long atMilliseconds, Happening what, int index) =>
        entries.Enqueue(new CalendarEntry(atMilliseconds, what, index), (atMilliseconds, what, entered++));

    public CalendarEntry Take() => entries.Dequeue();
}
