using AcdRouter.Journals;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AcdRouter.Acd;

/// <summary>A process of an installation on servers, of the role it was given.</summary>
internal static class ServersProgram
{
    public static async Task<int> RunAsync(RunSettings settings, ServerAddresses servers)
    {
        var bus = new RabbitAddress(servers.Bus);
        await using var store = settings.Role == RunRole.Web ? null : await ConnectAsync(settings, servers.Journal!);
        await using var history = new InMemoryHistoryStore(CustomerRemoval.Apply);
        var partitions = store?.Installation?.Partitions ?? await TopologyDeclarer.CountPartitionsAsync(bus, CancellationToken.None);
        if (partitions == 0) throw new AcdException($"Nothing is declared on {bus}. Prepare it with: acd init", ExitCodes.Failed);
        var parts = new ServerParts(bus, partitions, store is null ? null : new RedisJournals(store, partitions), history, _ => Task.CompletedTask);
        return await RunAsync(settings, parts);
    }

    /// <summary>Runs a process on connected servers to its end.</summary>
    internal static async Task<int> RunAsync(RunSettings settings, ServerParts parts)
    {
        await using var app = ServersHost.Build(settings, parts);
        var sites = app.Services.GetService<SitesAtStart>();
        if (sites is not null) await sites.DeclareAsync(CancellationToken.None);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        Announcement.Write(settings, parts, addresses?.FirstOrDefault() ?? settings.Urls, sites?.InForce);
        await app.WaitForShutdownAsync();
        if (app.Services.GetService<PartitionsService>()?.Lost is not { } lost) return ExitCodes.Done;
        throw new AcdException(lost.Message, ExitCodes.HistoryLost);
    }

    private static Task<RedisStore> ConnectAsync(RunSettings settings, RedisAddress address) =>
        RedisStore.ConnectAsync(new RedisStoreOptions { Address = address, Archive = settings.Archive }, CancellationToken.None);
}
