using AcdRouter.Simulation.Servers;

namespace AcdRouter.Acd;

/// <summary>One Redis, one RabbitMQ and one PostgreSQL that nobody else uses.</summary>
internal sealed class PrivateTransferServers : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> owned = new();

    public TransferServers Servers { get; private set; } = null!;

    public static async Task<PrivateTransferServers> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var servers = new PrivateTransferServers();
        try
        {
            var redis = servers.Own(await PrivateRedis.StartAsync(Path.Combine(folder, "redis"), cancellationToken));
            var postgres = servers.Own(await PrivatePostgres.StartAsync(Path.Combine(folder, "postgres"), cancellationToken));
            // Without the management API, which takes its share of the machine while it gathers statistics.
            var rabbit = servers.Own(await PrivateRabbit.StartAsync(Path.Combine(folder, "rabbit"), management: false, [], cancellationToken));
            servers.Servers = new TransferServers(
                redis.Address, await postgres.CreateDatabaseAsync("transfer", cancellationToken), rabbit.CreateVirtualHostAsync);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (owned.TryPop(out var each)) await each.DisposeAsync();
    }

    private T Own<T>(T server)
        where T : IAsyncDisposable
    {
        owned.Push(server);
        return server;
    }
}
