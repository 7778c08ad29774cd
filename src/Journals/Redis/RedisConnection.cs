using StackExchange.Redis;

namespace AcdRouter.Journals;

/// <summary>One connection of the client library.</summary>
internal sealed class RedisConnection : IRedisConnection
{
    private readonly ConnectionMultiplexer client;
    private volatile bool broken;

    private RedisConnection(ConnectionMultiplexer client)
    {
        this.client = client;
        client.ConnectionFailed += (_, _) => broken = true;
        Database = client.GetDatabase();
    }

    public IDatabase Database { get; }

    /// <summary>True once the connection was lost, even when the client has made another by itself.</summary>
    public bool IsBroken => broken || !client.IsConnected;

    /// <summary>Connects and loads the scripts.</summary>
    public static async Task<RedisConnection> OpenAsync(
        RedisAddress address, SocketManager sockets, CallDeadline deadline, CancellationToken cancellationToken)
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
            await connection.LoadScriptsAsync().WaitAsync(deadline.Left, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a script by its name; a server that started anew meanwhile, or was told to, has forgotten it.</summary>
    public async Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await Database.ScriptEvaluateAsync(script.Sha1, keys, values).ConfigureAwait(false);
        }
        catch (RedisServerException forgotten) when (forgotten.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            await LoadScriptsAsync().ConfigureAwait(false);
        }
        return await Database.ScriptEvaluateAsync(script.Sha1, keys, values).ConfigureAwait(false);
    }

    /// <summary>Lets go without waiting for what is under way: it may be waiting for a server that is frozen.</summary>
    public void Dispose()
    {
        broken = true;
        _ = Task.Run(() => Close(client));
    }

    private Task<RedisResult[]> LoadScriptsAsync() =>
        Task.WhenAll(RedisScripts.Other.Select(script => Database.ExecuteAsync("SCRIPT", "LOAD", script.Text)));

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
