using AcdRouter.Journals;
using StackExchange.Redis;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>What tests do to a server beside the journal.</summary>
internal static class RedisTool
{
    public static Task<RedisStore> ConnectAsync(string address, int? replicas = null, int callMilliseconds = 2000) => RedisStore.ConnectAsync(
        new RedisStoreOptions
        {
            Address = RedisAddress.Parse(address),
            Replicas = replicas,
            CallTimeout = TimeSpan.FromMilliseconds(callMilliseconds),
            ReplicaTimeout = TimeSpan.FromMilliseconds(callMilliseconds),
        },
        CancellationToken.None);

    /// <summary>Empties the address's database.</summary>
    public static Task ClearAsync(string address) => SayAsync(address, "FLUSHDB");

    /// <summary>One command, as an operator would give it.</summary>
    public static async Task<RedisResult> SayAsync(string address, string command, params object[] arguments)
    {
        var parsed = RedisAddress.Parse(address);
        var options = new ConfigurationOptions { EndPoints = { { parsed.Host, parsed.Port } }, DefaultDatabase = parsed.Database, Password = parsed.Password };
        var client = await ConnectionMultiplexer.ConnectAsync(options);
        try
        {
            return await client.GetDatabase().ExecuteAsync(command, arguments);
        }
        finally
        {
            client.Close(allowCommandsToComplete: false);
        }
    }
}
