namespace AcdRouter.Processes;

/// <summary>Wakes one waiter; setting it several times before the wait wakes once.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0, 1);
    private readonly Lock guard = new();

    public void Set()
    {
        lock (guard)
        {
            if (semaphore.CurrentCount == 0) semaphore.Release();
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken) => semaphore.WaitAsync(cancellationToken);

    public void Dispose() => semaphore.Dispose();
}
