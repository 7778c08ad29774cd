using AcdRouter.Simulation.Servers;

namespace AcdRouter.Testing;

/// <summary>A virtual host for one test class, so that left-over queues of another one receive nothing: <c>IClassFixture&lt;OwnVirtualHost&gt;</c>.</summary>
public sealed class OwnVirtualHost(SharedRabbit server) : IAsyncLifetime
{
    private readonly string name = $"test-{Guid.NewGuid():N}";

    /// <summary>Such as <c>amqp://guest:guest@127.0.0.1:12345/test-…</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The management API, with the user: <c>http://guest:guest@127.0.0.1:12346</c>.</summary>
    public Uri Management { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Management = await server.ManagementAsync();
        await VirtualHosts.CreateAsync(Management, name, CancellationToken.None);
        Address = new UriBuilder(await server.AddressAsync()) { Path = name }.Uri.ToString();
    }

    public async ValueTask DisposeAsync() => await VirtualHosts.DeleteAsync(Management, name, CancellationToken.None);
}
