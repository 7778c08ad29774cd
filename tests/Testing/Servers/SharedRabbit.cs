using AcdRouter.Simulation.Servers;

namespace AcdRouter.Testing;

/// <summary>
/// The RabbitMQ of a test run, started when a test first asks for it: <c>[assembly: AssemblyFixture(typeof(SharedRabbit))]</c>.
/// One that runs elsewhere is used instead when <see cref="Variable"/> names it.
/// </summary>
public sealed class SharedRabbit : IAsyncLifetime
{
    /// <summary>Names a server as in <c>amqp://guest:guest@127.0.0.1:5672</c>; its user may do everything.</summary>
    public const string Variable = "ACD_TEST_RABBITMQ";

    /// <summary>Its management API, where that is not on port 15672 of the same host: <c>http://guest:guest@127.0.0.1:15672</c>.</summary>
    public const string ManagementVariable = "ACD_TEST_RABBITMQ_MANAGEMENT";

    private const int ManagementPort = 15_672;

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<PrivateRabbit>> own;

    public SharedRabbit() => own = new(() => PrivateRabbit.StartAsync(folder["rabbit"], CancellationToken.None));

    /// <summary>The address of a server, with its user and without a virtual host.</summary>
    public async Task<Uri> AddressAsync() => External ?? new UriBuilder((await own.Value).Address) { Path = "" }.Uri;

    /// <summary>Its management API, with its user.</summary>
    public async Task<Uri> ManagementAsync()
    {
        if (External is not { } external) return new Uri((await own.Value).ManagementAddress!);
        var named = Environment.GetEnvironmentVariable(ManagementVariable);
        return named is null ? new UriBuilder(external) { Scheme = "http", Port = ManagementPort, Path = "" }.Uri : new Uri(named);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (own.IsValueCreated) await (await own.Value).DisposeAsync();
        folder.Dispose();
    }

    private static Uri? External => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address ? new Uri(address) : null;
}
