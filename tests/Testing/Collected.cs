namespace AcdRouter.Testing;

/// <summary>
/// What other threads hand in, and a wait for it that wakes at every item instead of sleeping. The wait is bounded: a test that
/// waits in vain fails and says what it has seen.
/// </summary>
public sealed class Collected<T>
{
    private readonly Lock door = new();
    private readonly List<T> items = [];
    private TaskCompletionSource changed = NewSignal();

    /// <summary>What was handed in so far.</summary>
    public IReadOnlyList<T> Items
    {
        get
        {
            lock (door) return [.. items];
        }
    }

    public void Add(T item)
    {
        TaskCompletionSource signal;
        lock (door)
        {
            items.Add(item);
            signal = changed;
            changed = NewSignal();
        }
        signal.SetResult();
    }

    /// <summary>Waits until the items satisfy the condition, and returns them.</summary>
    public async Task<IReadOnlyList<T>> Until(Func<IReadOnlyList<T>, bool> condition, TimeSpan? within = null)
    {
        var bound = within ?? Eventually.Patience;
        using var patience = new CancellationTokenSource(bound);
        while (true)
        {
            T[] seen;
            Task signal;
            lock (door)
            {
                seen = [.. items];
                signal = changed.Task;
            }
            if (condition(seen)) return seen;
            try
            {
                await signal.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Waited {bound.TotalSeconds} s in vain; seen so far: [{string.Join(", ", seen)}].");
            }
        }
    }

    /// <summary>Waits for so many items.</summary>
    public Task<IReadOnlyList<T>> Until(int count, TimeSpan? within = null) => Until(seen => seen.Count >= count, within);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
