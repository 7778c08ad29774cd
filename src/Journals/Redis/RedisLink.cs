using StackExchange.Redis;

namespace AcdRouter.Journals;

/// <summary>The way to the server for everything but appends, shared by all partitions: the client library, bounded and mended.</summary>
internal sealed class RedisLink(RedisAddress address, SocketManager sockets, TimeSpan bound) : IAsyncDisposable
{
    private readonly MendingLink<RedisConnection> link =
        new(address, bound, (deadline, cancellationToken) => RedisConnection.OpenAsync(address, sockets, deadline, cancellationToken));

    /// <summary>Makes one call.</summary>
    /// <exception cref="JournalUnavailableException">The server is away, refuses, or is silent; the call may still be carried out.</exception>
    public Task<T> CallAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken) =>
        link.CallAsync(open => call(open.Database).WaitAsync(bound, cancellationToken), cancellationToken);

    /// <summary>Runs a script by its name; loads it again where the server has forgotten it.</summary>
    public Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        link.CallAsync(open => open.RunAsync(script, keys, values).WaitAsync(bound, cancellationToken), cancellationToken);

    public ValueTask DisposeAsync() => link.DisposeAsync();
}
