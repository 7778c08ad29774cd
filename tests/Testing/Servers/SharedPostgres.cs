using AcdRouter.Simulation.Servers;

namespace AcdRouter.Testing;

/// <summary>
/// The PostgreSQL of a test run, made when a test first asks for it: <c>[assembly: AssemblyFixture(typeof(SharedPostgres))]</c>.
/// One that runs elsewhere is used instead when <see cref="Variable"/> names it.
/// </summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    /// <summary>Names a server as in <c>postgres://user:password@127.0.0.1:5432/postgres</c>; its user may make databases.</summary>
    public const string Variable = "ACD_TEST_POSTGRES";

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<PrivatePostgres>> own;

    public SharedPostgres() => own = new(() => PrivatePostgres.StartAsync(folder["postgres"], CancellationToken.None));

    /// <summary>A database of the server, from which others can be made.</summary>
    public async Task<string> AddressAsync() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address ? address : (await own.Value).Address;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (own.IsValueCreated) await (await own.Value).DisposeAsync();
        folder.Dispose();
    }
}
