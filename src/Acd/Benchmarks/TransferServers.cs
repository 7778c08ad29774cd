using AcdRouter.Simulation.Servers;

namespace AcdRouter.Acd;

/// <summary>One Redis, one RabbitMQ and one PostgreSQL of the benchmark's own.</summary>
internal sealed class TransferServers : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> owned = new();

    public PrivateRedis Redis { get; private set; } = null!;

    public PrivateRabbit Rabbit { get; private set; } = null!;

    public PrivatePostgres Postgres { get; private set; } = null!;

    public static async Task<TransferServers> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var servers = new TransferServers();
        try
        {
            servers.owned.Push(servers.Redis = await PrivateRedis.StartAsync(Path.Combine(folder, "redis"), cancellationToken));
            servers.owned.Push(servers.Postgres = await PrivatePostgres.StartAsync(Path.Combine(folder, "postgres"), cancellationToken));
            // Without the management API, which takes its share of the machine while it gathers statistics.
            servers.owned.Push(servers.Rabbit = await PrivateRabbit.StartAsync(Path.Combine(folder, "rabbit"), management: false, [], cancellationToken));
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>The broker, on a virtual host that is made.</summary>
    public async Task<string> MakeHostAsync(string name, CancellationToken cancellationToken) => await Rabbit.CreateVirtualHostAsync(name, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        while (owned.TryPop(out var each)) await each.DisposeAsync();
    }
}
