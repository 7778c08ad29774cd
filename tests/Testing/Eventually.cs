namespace AcdRouter.Testing;

/// <summary>
/// Waits for what another process or thread brings about and gives no signal of, such as a server that starts. Bounded; where
/// there is a signal, <see cref="Collected{T}"/> is better.
/// </summary>
public static class Eventually
{
    /// <summary>Generous, because a busy machine is slow: a wait ends as soon as the condition holds, so patience costs nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the condition holds; fails with what is said of it.</summary>
    public static Task Holds(Func<bool> condition, string what, TimeSpan? within = null) =>
        Holds(() => Task.FromResult(condition()), what, within);

    /// <summary>Waits until the condition holds; fails with what is said of it.</summary>
    public static async Task Holds(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var bound = within ?? Patience;
        using var patience = new CancellationTokenSource(bound);
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (!await condition().WaitAsync(patience.Token)) await timer.WaitForNextTickAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {bound.TotalSeconds} s: {what}.");
        }
    }
}
