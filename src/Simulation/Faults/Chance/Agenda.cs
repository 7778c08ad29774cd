namespace AcdRouter.Simulation.Faults;

/// <summary>What happens when in a world: one thing at a time, earliest first, equal times in the order they were noted.</summary>
public sealed class Agenda(long start)
{
    private readonly PriorityQueue<Action, (long At, long Order)> entries = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long order;
    private long skipped;

    /// <summary>The world's time, in milliseconds; moves only forward.</summary>
    public long Now { get; private set; } = start;

    /// <summary>The time that was not skipped, in milliseconds: in which people and programs could do something.</summary>
    public long Lived => Now - skipped;

    /// <summary>Notes something for so many milliseconds from now.</summary>
    /// <exception cref="InvalidOperationException">Called by another thread than the agenda's: a continuation has left the world.</exception>
    public void After(long milliseconds, Action what)
    {
        if (Environment.CurrentManagedThreadId != thread) throw new InvalidOperationException("Something of this world goes on in another thread than the world's own.");
        entries.Enqueue(what, (Now + Math.Max(0, milliseconds), ++order));
    }

    /// <summary>Moves on to the next thing and does it; false when nothing is left.</summary>
    public bool RunNext()
    {
        if (!entries.TryDequeue(out var what, out var key)) return false;
        Now = Math.Max(Now, key.At);
        what();
        return true;
    }

    /// <summary>Lets time pass in which nobody does anything; what was noted for it happens late.</summary>
    public void Skip(long milliseconds)
    {
        Now += milliseconds;
        skipped += milliseconds;
    }
}
