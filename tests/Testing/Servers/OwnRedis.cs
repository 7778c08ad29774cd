using AcdRouter.Simulation.Servers;

namespace AcdRouter.Testing;

/// <summary>
/// A Redis for one test class: <c>IClassFixture&lt;OwnRedis&gt;</c>. One that runs elsewhere is used instead when <see cref="Variable"/>
/// names it; then classes share its database and must clear what they need to be empty.
/// </summary>
public sealed class OwnRedis : IAsyncLifetime
{
    /// <summary>Names a server as in <c>redis://127.0.0.1:6379/5</c>; everything in that database may be removed.</summary>
    public const string Variable = "ACD_TEST_REDIS";

    private readonly TemporaryFolder folder = new();

    /// <summary>Such as <c>redis://127.0.0.1:12345</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The server; null when it runs elsewhere and can neither be killed nor frozen.</summary>
    public PrivateRedis? Server { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } address)
        {
            Server = await PrivateRedis.StartAsync(folder["redis"], CancellationToken.None);
            address = Server.Address;
        }
        Address = address;
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        folder.Dispose();
    }
}
