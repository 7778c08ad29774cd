using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AcdRouter.Acd;

/// <summary>A process of an installation on servers, of the role it was given.</summary>
internal static class ServersProgram
{
    public static async Task<int> RunAsync(RunSettings settings, ServerAddresses servers)
    {
        var bus = new RabbitAddress(servers.Bus);
        await using var stores = await ServerConnections.OpenAsync(settings, servers, CancellationToken.None);
        await using var history = stores.History.OpenHistory(CustomerRemoval.Apply);
        var partitions = stores.Journal?.Installation?.Partitions ?? await TopologyDeclarer.CountPartitionsAsync(bus, CancellationToken.None);
        if (partitions == 0) throw new AcdException($"Nothing is declared on {bus}. Prepare it with: acd init", ExitCodes.Failed);
        var parts = new ServerParts(
            bus,
            partitions,
            stores.Journal is null ? null : new RedisJournals(stores.Journal, partitions),
            history,
            token => stores.History.PingAsync(token).AsTask(),
            new PostgresKeys(stores.History.Keys));
        return await RunAsync(settings, parts);
    }

    /// <summary>Runs a process on connected servers to its end.</summary>
    internal static async Task<int> RunAsync(RunSettings settings, ServerParts parts)
    {
        await using var app = ServersHost.Build(settings, parts);
        var sites = app.Services.GetService<SitesAtStart>();
        if (sites is not null) await sites.DeclareAsync(CancellationToken.None);
        await StartAsync(app);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        Announcement.Write(settings, parts, app.Services.GetRequiredService<Replica>().Id, addresses?.FirstOrDefault() ?? settings.Urls, sites?.InForce);
        await app.WaitForShutdownAsync();
        ThrowIfLost(app);
        if (app.Services.GetRequiredService<BusWatchService>().IsStuck)
            throw new AcdException("The bus was stuck. Start the process again; nothing that was answered is lost.", ExitCodes.BusStuck);
        return ExitCodes.Done;
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            ThrowIfLost(app);
            throw new AcdException("Stopped before the start was finished. Nothing that was answered is lost.", ExitCodes.CutShort);
        }
    }

    private static void ThrowIfLost(WebApplication app)
    {
        if (app.Services.GetService<PartitionsService>()?.Lost is not { } lost) return;
        throw new AcdException($"{lost.Message} Look at it, then decide with: acd journal accept-loss --partition {lost.Partition}", ExitCodes.HistoryLost);
    }
}
