using StackExchange.Redis;

namespace AcdRouter.Journals;

/// <summary>
/// One connection and its name. The client would mend a broken connection by itself and send on it what it had still queued; the
/// name tells: it is given once, so whatever answers to it ran on the very connection that was named.
/// </summary>
internal sealed class RedisConnection : IDisposable
{
    private readonly ConnectionMultiplexer client;
    private readonly RedisValue name = Guid.NewGuid().ToString("N");
    private volatile bool broken;

    private RedisConnection(ConnectionMultiplexer client)
    {
        this.client = client;
        client.ConnectionFailed += (_, _) => broken = true;
        Database = client.GetDatabase();
    }

    public IDatabase Database { get; }

    /// <summary>True once the connection was lost, even when the client has made another.</summary>
    public bool IsBroken => broken || !client.IsConnected;

    /// <summary>Connects, names the connection and loads the scripts.</summary>
    public static async Task<RedisConnection> OpenAsync(RedisAddress address, SocketManager sockets, CallDeadline deadline, CancellationToken cancellationToken)
    {
        var connecting = ConnectionMultiplexer.ConnectAsync(Configure(address, sockets, deadline.Left));
        ConnectionMultiplexer client;
        try
        {
            client = await connecting.WaitAsync(deadline.Left, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            _ = connecting.ContinueWith(static made => Close(made.Result), default, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
        var connection = new RedisConnection(client);
        try
        {
            var naming = connection.Database.ExecuteAsync("CLIENT", "SETNAME", connection.name);
            await naming.WaitAsync(deadline.Left, cancellationToken).ConfigureAwait(false);
            await connection.LoadScriptsAsync().WaitAsync(deadline.Left, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Loads the scripts; again when the server has forgotten them.</summary>
    public Task LoadScriptsAsync() =>
        Task.WhenAll(RedisScripts.All.Select(script => Database.ExecuteAsync("SCRIPT", "LOAD", script.Text)));

    /// <summary>
    /// Runs a script and waits for replicas, both on this connection: WAIT counts what was written on its own. On another connection
    /// it would confirm at once, having nothing to wait for.
    /// </summary>
    public async Task<(RedisResult Result, long Replicas)> RunAndWaitAsync(
        RedisScript script, RedisKey[] keys, RedisValue[] values, int replicas, TimeSpan within)
    {
        var batch = Database.CreateBatch();
        var running = batch.ScriptEvaluateAsync(script.Sha1, keys, values);
        var waiting = batch.ExecuteAsync("WAIT", replicas, (long)within.TotalMilliseconds);
        var naming = batch.ExecuteAsync("CLIENT", "GETNAME");
        batch.Execute();
        await Task.WhenAll(running, waiting, naming).ConfigureAwait(false);
        if ((RedisValue)await naming.ConfigureAwait(false) != name)
        {
            throw new JournalUnavailableException(JournalTrouble.NoConnection, "The connection broke between an append and the wait for its replicas.");
        }
        return (await running.ConfigureAwait(false), (long)await waiting.ConfigureAwait(false));
    }

    /// <summary>Lets go without waiting for what is under way: it may be waiting for a server that is frozen.</summary>
    public void Dispose()
    {
        broken = true;
        _ = Task.Run(() => Close(client));
    }

    private static void Close(ConnectionMultiplexer client)
    {
        client.Close(allowCommandsToComplete: false);
        client.Dispose();
    }

    /// <summary>
    /// No question about the server's role or settings, which hosted servers forbid, and no guess about it either: whether it takes
    /// writes, its answers say. No second connection for messages.
    /// </summary>
    private static ConfigurationOptions Configure(RedisAddress address, SocketManager sockets, TimeSpan within)
    {
        var options = new ConfigurationOptions
        {
            AbortOnConnectFail = true,
            ConnectRetry = 1,
            ConnectTimeout = (int)within.TotalMilliseconds,
            SyncTimeout = (int)RedisStoreOptions.MaxCallTimeout.TotalMilliseconds,
            TieBreaker = "",
            ConfigurationChannel = "",
            DefaultDatabase = address.Database,
            Password = address.Password,
            Ssl = address.Tls,
            SslHost = address.Tls ? address.Host : null,
            SocketManager = sockets,
            CommandMap = CommandMap.Create(new HashSet<string> { "SUBSCRIBE", "CONFIG", "CLUSTER", "INFO", "ECHO" }, available: false),
        };
        options.EndPoints.Add(address.Host, address.Port);
        return options;
    }
}
