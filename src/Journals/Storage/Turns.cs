namespace AcdRouter.Journals;

/// <summary>Operations take turns, each on the thread pool; the last turn is the end's, and after it there are none.</summary>
internal sealed class Turns(object owner, Action last) : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private bool ended;

    /// <summary>Runs an operation when its turn has come.</summary>
    /// <exception cref="ObjectDisposedException">The end has come first; names the owner.</exception>
    public async Task<T> TakeAsync<T>(Func<T> operation, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(ended, owner);
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return operation();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Takes the last turn, unless it was taken already. Waits for an operation under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (ended) return;
            ended = true;
            last();
        }
        finally
        {
            gate.Release();
        }
    }
}
