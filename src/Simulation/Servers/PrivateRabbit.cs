using System.Globalization;

namespace AcdRouter.Simulation.Servers;

/// <summary>A RabbitMQ of one's own: loopback, own folder, own Erlang names. Takes some ten seconds to start: one for a test run.</summary>
public sealed class PrivateRabbit : IAsyncDisposable
{
    private readonly PrivateEpmd epmd;
    private readonly RabbitNode node;
    private readonly IReadOnlyList<string> configuration;

    private PrivateRabbit(PrivateEpmd epmd, RabbitNode node, IReadOnlyList<string> configuration)
    {
        this.epmd = epmd;
        this.node = node;
        this.configuration = configuration;
    }

    public int Port => node.Port;

    /// <summary>Of the default virtual host, such as <c>amqp://guest:guest@127.0.0.1:12345/%2F</c>.</summary>
    public string Address => AddressOf("/");

    /// <summary>The management API, such as <c>http://guest:guest@127.0.0.1:12346</c>; null when it was not asked for.</summary>
    public string? ManagementAddress =>
        node.ManagementPort == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"http://guest:guest@127.0.0.1:{node.ManagementPort}");

    public int ProcessId => node.ProcessId;

    /// <summary>Starts a server with the management API in a folder, which is made.</summary>
    public static Task<PrivateRabbit> StartAsync(string folder, CancellationToken cancellationToken) => StartAsync(folder, management: true, [], cancellationToken);

    /// <summary>Starts a server.</summary>
    /// <param name="folder">Where its files lie; made.</param>
    /// <param name="management">Whether it has the management API, by which virtual hosts and users are made quickly.</param>
    /// <param name="configuration">Further lines of its configuration file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<PrivateRabbit> StartAsync(
        string folder, bool management, IReadOnlyList<string> configuration, CancellationToken cancellationToken)
    {
        var epmd = await PrivateEpmd.StartAsync(cancellationToken);
        var rabbit = new PrivateRabbit(epmd, new RabbitNode(folder, "rabbit", epmd.Port, management), configuration);
        try
        {
            await rabbit.RestartAsync(cancellationToken);
            return rabbit;
        }
        catch
        {
            await rabbit.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts again on the same ports and files, after <see cref="Kill"/> or instead of the one that runs.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => node.StartAsync(configuration, cancellationToken);

    /// <summary>The address of a virtual host.</summary>
    public string AddressOf(string virtualHost) =>
        string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{Port}/{Uri.EscapeDataString(virtualHost)}");

    /// <summary>Makes a virtual host that the user guest may use in full; returns its address.</summary>
    public async Task<string> CreateVirtualHostAsync(string name, CancellationToken cancellationToken)
    {
        if (ManagementAddress is { } management)
        {
            await VirtualHosts.CreateAsync(new Uri(management), name, cancellationToken);
        }
        else
        {
            await ControlAsync(["add_vhost", name], cancellationToken);
            await ControlAsync(["set_permissions", "-p", name, "guest", ".*", ".*", ".*"], cancellationToken);
        }
        return AddressOf(name);
    }

    /// <summary>rabbitmqctl with these arguments; what it wrote.</summary>
    public Task<string> ControlAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) => node.ControlAsync(arguments, cancellationToken);

    /// <summary>kill -9; its files stay.</summary>
    public void Kill() => node.Kill();

    /// <summary>Stands still with its connections open.</summary>
    public void Freeze() => node.Freeze();

    public void Thaw() => node.Thaw();

    public ValueTask DisposeAsync()
    {
        node.Dispose();
        epmd.Dispose();
        return ValueTask.CompletedTask;
    }
}
