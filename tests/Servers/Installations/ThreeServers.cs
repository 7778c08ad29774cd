using AcdRouter.Acd;
using AcdRouter.Journals;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Installations;

/// <summary>Servers for one installation: a Redis, a database, a virtual host, all empty.</summary>
internal sealed class ThreeServers : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly SharedRabbit rabbit;
    private readonly List<string> hosts = [];

    private ThreeServers(TemporaryFolder folder, SharedRabbit rabbit, PrivateRedis redis)
    {
        this.folder = folder;
        this.rabbit = rabbit;
        Redis = redis;
    }

    /// <summary>Settings of a process that owns partitions.</summary>
    public static RunSettings Core { get; } = Settings(RunRole.Core);

    /// <summary>Settings of a process that serves the API.</summary>
    public static RunSettings Web { get; } = Settings(RunRole.Web);

    public PrivateRedis Redis { get; }

    public ServerAddresses Addresses { get; private set; } = null!;

    public static async Task<ThreeServers> StartAsync(OwnDatabase database, SharedRabbit rabbit, params string[] redisArguments)
    {
        var folder = new TemporaryFolder();
        var redis = await PrivateRedis.StartAsync(folder["redis"], redisArguments, TestContext.Current.CancellationToken);
        var servers = new ThreeServers(folder, rabbit, redis);
        servers.Addresses = new ServerAddresses(
            await servers.AnotherBusAsync(), RedisAddress.Parse(redis.Address), PostgresAddress.Parse(await database.AnotherAsync()).Address!);
        return servers;
    }

    /// <summary>An empty virtual host.</summary>
    public async Task<BusAddress> AnotherBusAsync() => BusAddress.Parse(await AnotherHostAsync()).Address!;

    /// <summary>The address of an empty virtual host, with its user.</summary>
    public async Task<string> AnotherHostAsync()
    {
        var name = $"test-{Guid.NewGuid():N}";
        hosts.Add(name);
        await VirtualHosts.CreateAsync(await rabbit.ManagementAsync(), name, TestContext.Current.CancellationToken);
        return new UriBuilder(await rabbit.AddressAsync()) { Path = name }.Uri.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) await VirtualHosts.DeleteAsync(await rabbit.ManagementAsync(), host, CancellationToken.None);
        await Redis.DisposeAsync();
        folder.Dispose();
    }

    private static RunSettings Settings(RunRole role) => new(new DataFolder("unused"), RunOptions.DefaultUrls, [], null, false, []) { Role = role };
}
