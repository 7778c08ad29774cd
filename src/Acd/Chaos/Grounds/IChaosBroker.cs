using System.Globalization;
using AcdRouter.Simulation.Servers;

namespace AcdRouter.Acd;

/// <summary>The RabbitMQ under a ground, which others may use too.</summary>
internal interface IChaosBroker : IAsyncDisposable
{
    /// <summary>A port for each node.</summary>
    IReadOnlyList<int> Ports { get; }

    /// <summary>Makes a virtual host.</summary>
    Task MakeHostAsync(string name, CancellationToken cancellationToken);
}

/// <summary>A RabbitMQ of one's own: one node or three.</summary>
internal interface IOwnBroker : IChaosBroker
{
    /// <summary>kill -9 of the node where a queue has its leader; returns its number.</summary>
    Task<int> KillLeaderAsync(string host, string queue, CancellationToken cancellationToken);

    /// <summary>Starts a node again on its files.</summary>
    Task RestartAsync(int node, CancellationToken cancellationToken);
}

/// <summary>One node.</summary>
internal sealed class SingleBroker(PrivateRabbit rabbit) : IOwnBroker
{
    public IReadOnlyList<int> Ports => [rabbit.Port];

    public Task MakeHostAsync(string name, CancellationToken cancellationToken) => rabbit.CreateVirtualHostAsync(name, cancellationToken);

    public Task<int> KillLeaderAsync(string host, string queue, CancellationToken cancellationToken)
    {
        rabbit.Kill();
        return Task.FromResult(0);
    }

    public Task RestartAsync(int node, CancellationToken cancellationToken) => rabbit.RestartAsync(cancellationToken);

    public ValueTask DisposeAsync() => rabbit.DisposeAsync();
}

/// <summary>Three nodes.</summary>
internal sealed class ClusterBroker(PrivateRabbitCluster cluster) : IOwnBroker
{
    public IReadOnlyList<int> Ports => [.. cluster.Addresses.Select(address => new Uri(address).Port)];

    public async Task MakeHostAsync(string name, CancellationToken cancellationToken)
    {
        await cluster.ControlAsync(0, ["add_vhost", name], cancellationToken);
        await cluster.ControlAsync(0, ["set_permissions", "-p", name, "guest", ".*", ".*", ".*"], cancellationToken);
    }

    public async Task<int> KillLeaderAsync(string host, string queue, CancellationToken cancellationToken)
    {
        var listed = await cluster.ControlAsync(0, ["-q", "list_queues", "-p", host, "name", "leader"], cancellationToken);
        var line = listed.Split('\n').FirstOrDefault(each => each.Split('\t') is [var name, _] && name == queue)
            ?? throw new AcdException($"The broker lists no queue {queue}: {listed}", ExitCodes.Failed);
        // rabbit2@localhost
        var node = int.Parse(line.Split('\t')[1].Trim()["rabbit".Length..].Split('@')[0], CultureInfo.InvariantCulture) - 1;
        cluster.Kill(node);
        return node;
    }

    public Task RestartAsync(int node, CancellationToken cancellationToken) => cluster.RestartAsync(node, cancellationToken);

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
