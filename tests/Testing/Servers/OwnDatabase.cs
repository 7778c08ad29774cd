using AcdRouter.Simulation.Servers;

namespace AcdRouter.Testing;

/// <summary>An empty database for one test class: <c>IClassFixture&lt;OwnDatabase&gt;</c>.</summary>
public sealed class OwnDatabase(SharedPostgres server) : IAsyncLifetime
{
    private readonly string name = $"test_{Guid.NewGuid():N}";

    /// <summary>Such as <c>postgres://acd:…@127.0.0.1:12345/test_…</c>.</summary>
    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync() =>
        Address = await Databases.CreateAsync(await server.AddressAsync(), name, CancellationToken.None);

    /// <summary>One more empty database of the same server, gone with the server at the latest.</summary>
    public async Task<string> AnotherAsync() =>
        await Databases.CreateAsync(await server.AddressAsync(), $"test_{Guid.NewGuid():N}", CancellationToken.None);

    public async ValueTask DisposeAsync() => await Databases.DropAsync(await server.AddressAsync(), name, CancellationToken.None);
}
