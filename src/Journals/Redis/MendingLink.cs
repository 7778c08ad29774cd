namespace AcdRouter.Journals;

/// <summary>
/// A way to the server that mends itself: a connection that failed is dropped, and the next call makes a new one, asking again every
/// few milliseconds until the bound. No call waits longer than the bound for a connection, and then no longer than its own.
/// </summary>
internal sealed class MendingLink<TConnection>(
    RedisAddress address, TimeSpan bound, Func<CallDeadline, CancellationToken, Task<TConnection>> open) : IAsyncDisposable
    where TConnection : class, IRedisConnection
{
    /// <summary>Between two tries to connect. A restart of Redis takes a tenth of a second; noticing it must not take longer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly SemaphoreSlim gate = new(1, 1);
    private TConnection? connection;
    private bool disposed;

    /// <summary>Makes one call, which must be bounded itself.</summary>
    /// <exception cref="JournalUnavailableException">The server is away, refuses, or is silent; the call may still be carried out.</exception>
    public async Task<T> CallAsync<T>(Func<TConnection, Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ready = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await call(ready).ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            var said = RedisErrors.Translate(cause, address);
            if (RedisErrors.EndsConnection(said)) Drop(ready);
            if (ReferenceEquals(said, cause)) throw;
            throw said;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync().ConfigureAwait(false);
        disposed = true;
        connection?.Dispose();
        connection = null;
        gate.Release();
    }

    /// <summary>The connection, made anew where it broke.</summary>
    private async ValueTask<TConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref connection) is { IsBroken: false } ready) return ready;
        var deadline = new CallDeadline(bound);
        // The last try may be cut off by the bound; what an earlier one was told says more than that.
        Exception? said = null;
        while (true)
        {
            try
            {
                return await TryConnectAsync(deadline, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception cause) when (cause is not OperationCanceledException and not ObjectDisposedException)
            {
                if (cause is not TimeoutException) said = cause;
                if (deadline.HasLess(Pause)) throw RedisErrors.Translate(said ?? cause, address);
            }
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TConnection> TryConnectAsync(CallDeadline deadline, CancellationToken cancellationToken)
    {
        if (!await gate.WaitAsync(deadline.Left, cancellationToken).ConfigureAwait(false)) throw new TimeoutException();
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (connection is { IsBroken: false } ready) return ready;
            connection?.Dispose();
            connection = null;
            var made = await open(deadline, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref connection, made);
            return made;
        }
        finally
        {
            gate.Release();
        }
    }

    private void Drop(TConnection failed)
    {
        if (Interlocked.CompareExchange(ref connection, null, failed) == failed) failed.Dispose();
    }
}
