using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using AcdRouter.Acd;
using AcdRouter.Simulation.Load;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Roles;

/// <summary>Two cores and a web as their users start them, each a process of its own, on a Redis, a database and a virtual host of their own.</summary>
public sealed class InstalledRoles(SharedRabbit rabbit, SharedPostgres databases) : IAsyncLifetime
{
    private const string SiteName = "proof";

    private readonly TemporaryFolder folder = new();
    private readonly OwnDatabase database = new(databases);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private SharedBroker? broker;
    private ServersGround? ground;

    internal ServersGround Ground => ground!;

    internal static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The site that its cores serve.</summary>
    internal LoadSite Site => Ground.SiteOf(SiteName);

    /// <summary>Where Redis keeps its files.</summary>
    internal string RedisFiles => folder["redis"];

    /// <summary>A virtual host's address, past the lines that can be broken.</summary>
    internal Uri Broker { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        broker = await SharedBroker.OfAsync(rabbit);
        var host = $"test-{Guid.NewGuid():N}";
        Broker = new UriBuilder(await rabbit.AddressAsync()) { Path = host }.Uri;
        ground = await ServersGround.StartAsync(
            new ServersPlan
            {
                Folder = folder["ground"],
                Command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "acd.dll")],
                Scenarios = [SiteName],
                Redis = await PrivateRedis.StartAsync(folder["redis"], Cancelled),
                Broker = broker,
                Host = host,
                History = database.Address,
            },
            Cancelled);
    }

    /// <summary>Asks a process for a page that needs no account.</summary>
    internal async Task<int> HealthAsync(ChaosCore process, string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(process.Program.Address, $"/health/{path}"), Cancelled);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException)
        {
            return 0;
        }
    }

    /// <summary>Asks a web for something in a person's or customer's name.</summary>
    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, object? body = null, Guid? key = null)
    {
        var asking = new HttpRequestMessage(method, new Uri(Ground.Web.Program.Address, $"/api/v1/{path}"));
        asking.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is { } id) asking.Headers.Add("Idempotency-Key", id.ToString());
        if (body is not null) asking.Content = JsonContent.Create(body);
        return http.SendAsync(asking, Cancelled);
    }

    internal string TokenOf(string person) => Ground.TokenOf(SiteName, person);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (ground is not null)
        {
            await ground.DisposeAsync();
            await ground.Redis.DisposeAsync();
        }
        if (broker is not null) await broker.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }
}
