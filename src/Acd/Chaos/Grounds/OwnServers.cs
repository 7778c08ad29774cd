using AcdRouter.Simulation.Load;
using AcdRouter.Simulation.Servers;

namespace AcdRouter.Acd;

/// <summary>A ground together with servers that nobody else uses.</summary>
internal sealed class OwnServers(ServersGround ground, PrivateRedis redis, IOwnBroker broker, PrivatePostgres postgres) : IChaosGround
{
    public ServersGround Ground => ground;

    public IOwnBroker Broker => broker;

    public PrivatePostgres Postgres => postgres;

    public IReadOnlyList<Uri> Addresses => ground.Addresses;

    public string Folder => ground.Folder;

    public IReadOnlyList<TearDownSeen> TearDowns => ground.TearDowns;

    public static async Task<OwnServers> StartAsync(
        GroundKind kind, string folder, IReadOnlyList<string> command, IReadOnlyList<string> scenarios, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var owned = new Stack<IAsyncDisposable>();
        try
        {
            var redis = await PrivateRedis.StartAsync(Path.Combine(folder, "redis"), cancellationToken);
            owned.Push(redis);
            var postgres = await PrivatePostgres.StartAsync(Path.Combine(folder, "postgres"), cancellationToken);
            owned.Push(postgres);
            IOwnBroker broker = kind == GroundKind.Cluster
                ? new ClusterBroker(await PrivateRabbitCluster.StartAsync(Path.Combine(folder, "rabbit"), cancellationToken))
                : new SingleBroker(await PrivateRabbit.StartAsync(Path.Combine(folder, "rabbit"), cancellationToken));
            owned.Push(broker);
            var ground = await ServersGround.StartAsync(
                new ServersPlan
                {
                    Folder = Path.Combine(folder, "acd"),
                    Command = command,
                    Scenarios = scenarios,
                    Redis = redis,
                    Broker = broker,
                    Host = "chaos",
                    History = await postgres.CreateDatabaseAsync("chaos", cancellationToken),
                },
                cancellationToken);
            return new OwnServers(ground, redis, broker, postgres);
        }
        catch
        {
            while (owned.TryPop(out var each)) await each.DisposeAsync();
            throw;
        }
    }

    public string TokenOf(string site, string person) => ground.TokenOf(site, person);

    public LoadSite SiteOf(string scenario) => ground.SiteOf(scenario);

    public Task HealAsync(CancellationToken cancellationToken) => ground.HealAsync(cancellationToken);

    public Task<IReadOnlyList<JournalCopy>> ReadJournalsAsync(LoadFindings findings, CancellationToken cancellationToken) =>
        ground.ReadJournalsAsync(findings, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await ground.DisposeAsync();
        await broker.DisposeAsync();
        await postgres.DisposeAsync();
        await redis.DisposeAsync();
    }
}
