using StackExchange.Redis;

namespace AcdRouter.Journals;

/// <summary>
/// A way to the server that mends itself: a connection that failed is dropped, and the next call makes a new one, asking again every
/// few milliseconds until its own bound. No call waits longer than twice the bound and what replicas are given, whatever the server does.
/// </summary>
internal sealed class RedisLink(RedisAddress address, SocketManager sockets, TimeSpan bound) : IAsyncDisposable
{
    /// <summary>Between two tries to connect. A restart of Redis takes a tenth of a second; noticing it must not take longer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly SemaphoreSlim gate = new(1, 1);
    private RedisConnection? connection;
    private bool disposed;

    public RedisAddress Address => address;

    /// <summary>Runs a script by its name; loads it again where the server has forgotten it.</summary>
    public Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        CallScriptAsync(open => open.Database.ScriptEvaluateAsync(script.Sha1, keys, values), bound, cancellationToken);

    /// <summary>Runs a script and counts the replicas that have what it wrote within the time.</summary>
    public Task<(RedisResult Result, long Replicas)> RunAndWaitAsync(
        RedisScript script, RedisKey[] keys, RedisValue[] values, int replicas, TimeSpan within, CancellationToken cancellationToken) =>
        CallScriptAsync(open => open.RunAndWaitAsync(script, keys, values, replicas, within), bound + within, cancellationToken);

    /// <summary>Makes one call, bounded.</summary>
    /// <exception cref="JournalUnavailableException">The server is away, refuses, or is silent; the call may still be carried out.</exception>
    public Task<T> CallAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken) =>
        CallAsync(open => call(open.Database), bound, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync().ConfigureAwait(false);
        disposed = true;
        connection?.Dispose();
        connection = null;
        gate.Release();
    }

    private async Task<T> CallAsync<T>(Func<RedisConnection, Task<T>> call, TimeSpan within, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var open = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await call(open).WaitAsync(within, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (!IsForgottenScript(cause))
        {
            var said = RedisErrors.Translate(cause, address);
            if (RedisErrors.EndsConnection(said)) Drop(open);
            if (ReferenceEquals(said, cause)) throw;
            throw said;
        }
    }

    private async Task<T> CallScriptAsync<T>(Func<RedisConnection, Task<T>> call, TimeSpan within, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(call, within, cancellationToken).ConfigureAwait(false);
        }
        catch (RedisServerException cause) when (IsForgottenScript(cause))
        {
            await CallAsync(
                async open =>
                {
                    await open.LoadScriptsAsync().ConfigureAwait(false);
                    return true;
                },
                bound,
                cancellationToken).ConfigureAwait(false);
            return await CallAsync(call, within, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsForgottenScript(Exception cause) =>
        cause is RedisServerException && cause.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    /// <summary>The connection, made anew where it broke.</summary>
    private async ValueTask<RedisConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref connection) is { IsBroken: false } ready) return ready;
        var deadline = new CallDeadline(bound);
        while (true)
        {
            try
            {
                return await TryConnectAsync(deadline, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception cause) when (cause is not OperationCanceledException and not ObjectDisposedException)
            {
                if (deadline.HasLess(Pause)) throw RedisErrors.Translate(cause, address);
            }
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RedisConnection> TryConnectAsync(CallDeadline deadline, CancellationToken cancellationToken)
    {
        if (!await gate.WaitAsync(deadline.Left, cancellationToken).ConfigureAwait(false)) throw new TimeoutException();
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (connection is { IsBroken: false } ready) return ready;
            connection?.Dispose();
            connection = null;
            var made = await RedisConnection.OpenAsync(address, sockets, deadline, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref connection, made);
            return made;
        }
        finally
        {
            gate.Release();
        }
    }

    private void Drop(RedisConnection failed)
    {
        if (Interlocked.CompareExchange(ref connection, null, failed) == failed) failed.Dispose();
    }
}
