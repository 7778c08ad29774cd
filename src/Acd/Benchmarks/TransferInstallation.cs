using System.Globalization;
using AcdRouter.Journals;
using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>An installation on the benchmark's servers: two cores as processes of their own, the web role in this one, which is the load.</summary>
internal sealed class TransferInstallation : IAsyncDisposable
{
    private const int Cores = 2;
    private const int Partitions = 2;

    private readonly List<ProgramUnderLoad> cores = [];
    private ServerConnections? stores;
    private PostgresHistoryStore? history;
    private WebApplication? web;

    private TransferInstallation()
    {
    }

    /// <summary>The web role.</summary>
    public IServiceProvider Services => web!.Services;

    /// <param name="servers">Empty servers.</param>
    /// <param name="folder">Where files and logs go.</param>
    /// <param name="command">How this program is started once more.</param>
    /// <param name="site">The only site.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<TransferInstallation> StartAsync(
        TransferServers servers, string folder, IReadOnlyList<string> command, LoadSite site, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var bus = await servers.MakeHostAsync("transfer", cancellationToken);
        var addresses = new ServerAddresses(
            BusAddress.Parse(bus).Address!, RedisAddress.Parse(servers.Redis), PostgresAddress.Parse(servers.History).Address!);
        await Preparation.RunAsync(addresses, Partitions, replicas: 0, acceptLoss: false, cancellationToken);
        var settings = Path.Combine(folder, "site.yaml");
        await File.WriteAllTextAsync(settings, site.ToYaml(), cancellationToken);
        var installation = new TransferInstallation();
        try
        {
            for (var number = 0; number < Cores; number++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"core-{number}");
                installation.cores.Add(new ProgramUnderLoad(
                    name,
                    command,
                    address =>
                    [
                        "run", "core", "--bus", bus, "--journal", servers.Redis, "--history", servers.History,
                        "--data", Path.Combine(folder, name), "--urls", address.OriginalString, "--settings", settings,
                    ],
                    folder));
            }
            await Task.WhenAll(installation.cores.Select(core => core.StartAsync(cancellationToken)));
            await installation.StartWebAsync(addresses, folder, cancellationToken);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (web is not null)
        {
            await web.StopAsync();
            await web.DisposeAsync();
        }
        foreach (var core in cores) await core.DisposeAsync();
        if (history is not null) await history.DisposeAsync();
        if (stores is not null) await stores.DisposeAsync();
    }

    private async Task StartWebAsync(ServerAddresses addresses, string folder, CancellationToken cancellationToken)
    {
        var settings = new RunSettings(new DataFolder(Path.Combine(folder, "web")), "http://127.0.0.1:0", [], null, false, [])
        {
            Role = RunRole.Web,
            Servers = addresses,
        };
        stores = await ServerConnections.OpenAsync(settings, addresses, cancellationToken);
        history = stores.History.OpenHistory(CustomerRemoval.Apply);
        var parts = new ServerParts(
            new RabbitAddress(addresses.Bus), Partitions, null, history, token => stores.History.PingAsync(token).AsTask(), new PostgresKeys(stores.History.Keys));
        web = ServersHost.Build(settings, parts);
        await web.StartAsync(cancellationToken);
    }
}
