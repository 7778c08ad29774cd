using System.Globalization;

namespace AcdRouter.Simulation.Servers;

/// <summary>Three RabbitMQ nodes that know each other, started at once; ready after some half a minute.</summary>
public sealed class PrivateRabbitCluster : IAsyncDisposable
{
    private const int Size = 3;

    private readonly PrivateEpmd epmd;
    private readonly RabbitNode[] nodes;
    private readonly string[] configuration;

    private PrivateRabbitCluster(PrivateEpmd epmd, string folder)
    {
        this.epmd = epmd;
        nodes = [.. Enumerable.Range(1, Size).Select(number => Node(folder, number, epmd.Port))];
        configuration =
        [
            "cluster_formation.peer_discovery_backend = classic_config",
            "cluster_partition_handling = ignore",
            .. nodes.Select((node, index) => string.Create(CultureInfo.InvariantCulture, $"cluster_formation.classic_config.nodes.{index + 1} = {node.Name}")),
        ];
    }

    /// <summary>The addresses of the default virtual host, one a node.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{node.Port}/%2F"))];

    /// <summary>Starts the three in folders below one, which is made.</summary>
    public static async Task<PrivateRabbitCluster> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var cluster = new PrivateRabbitCluster(await PrivateEpmd.StartAsync(cancellationToken), folder);
        try
        {
            await Task.WhenAll(cluster.nodes.Select(node => node.StartAsync(cluster.configuration, cancellationToken)));
            var size = Size.ToString(CultureInfo.InvariantCulture);
            await cluster.nodes[0].ControlAsync(["await_online_nodes", size, "--timeout", "60"], cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9 of a node, 0 to 2; its files stay.</summary>
    public void Kill(int node) => nodes[node].Kill();

    /// <summary>A node stands still with its connections open.</summary>
    public void Freeze(int node) => nodes[node].Freeze();

    public void Thaw(int node) => nodes[node].Thaw();

    /// <summary>Starts a node again on its files.</summary>
    public Task RestartAsync(int node, CancellationToken cancellationToken) => nodes[node].StartAsync(configuration, cancellationToken);

    /// <summary>rabbitmqctl at a node; what it wrote.</summary>
    public Task<string> ControlAsync(int node, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        nodes[node].ControlAsync(arguments, cancellationToken);

    public ValueTask DisposeAsync()
    {
        foreach (var node in nodes) node.Dispose();
        epmd.Dispose();
        return ValueTask.CompletedTask;
    }

    private static RabbitNode Node(string folder, int number, int epmdPort)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"rabbit{number}");
        return new RabbitNode(Path.Combine(folder, name), name, epmdPort, management: false);
    }
}
