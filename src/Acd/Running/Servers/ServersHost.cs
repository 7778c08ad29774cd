using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Puts a process of an installation together.</summary>
internal static class ServersHost
{
    /// <summary>A stop takes at most so long; systemd and Kubernetes wait longer before they kill.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(15);

    /// <summary>Builds the program on connected servers, whose caller disposes them after the program.</summary>
    public static WebApplication Build(RunSettings settings, ServerParts parts)
    {
        var isCore = settings.Role is RunRole.Core or RunRole.All;
        var isWeb = settings.Role is RunRole.Web or RunRole.All;
        var builder = AcdBuilder.Create(settings.Urls);
        var services = builder.Services;
        services.Configure<HostOptions>(options => options.ShutdownTimeout = StopWithin);
        services.Configure<MassTransitHostOptions>(options =>
        {
            options.WaitUntilStarted = true;
            options.StopTimeout = TimeSpan.FromSeconds(2);
        });
        services.AddSingleton(settings);
        services.AddSingleton(parts);
        services.AddSingleton(new PartitionCount(parts.Partitions));
        services.AddSingleton(parts.History);
        services.AddSingleton(TimeProvider.System);
        var replica = new Replica { HoldsLines = isWeb };
        services.AddSingleton(replica);
        services.AddAcdRabbit(parts.Bus, isCore, isWeb);
        services.AddSingleton<WakeService>();
        services.AddHostedService(provider => provider.GetRequiredService<WakeService>());
        services.AddSingleton(provider =>
        {
            var wakes = provider.GetRequiredService<WakeService>();
            return new BusWatch(() => wakes.TakenAt, new BrokerProbe(parts.Bus), provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<BusWatchService>();
        services.AddHostedService(provider => provider.GetRequiredService<BusWatchService>());
        if (isCore) AddCore(services);
        services.AddSingleton<IEngineStatus, ServersStatus>();
        if (isWeb) services.AddAcdWeb(parts.Keys, settings.TrustedProxies, new LineHolder(replica.Id));
        var app = builder.Build();
        if (isWeb) app.MapAcdWeb();
        else app.MapAcdHealth();
        return app;
    }

    private static void AddCore(IServiceCollection services)
    {
        services.AddSingleton<FailedCommands>();
        services.AddSingleton<LiveReplicas>();
        services.AddSingleton(provider => new EventPublisher(provider.GetRequiredService<ServerParts>().Bus));
        services.AddSingleton<PartitionConsumers>();
        services.AddSingleton<Rehearsal>();
        services.AddSingleton(provider =>
        {
            var bus = provider.GetRequiredService<IBus>();
            var events = provider.GetRequiredService<EventPublisher>();
            return new KeeperParts(
                provider.GetRequiredService<ServerParts>().Journals!,
                provider.GetRequiredService<IHistoryStore>(),
                (partition, head) => [new WebNewsSink(partition, head, bus), new ServiceNewsSink(partition, events)],
                partition => new PartitionLog(partition, provider.GetRequiredService<FailedCommands>(), provider.GetRequiredService<ILogger<PartitionLog>>()),
                provider.GetRequiredService<NewsWitness>(),
                provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<SitesAtStart>();
        services.AddSingleton<PartitionsService>();
        services.AddHostedService(provider => provider.GetRequiredService<PartitionsService>());
        services.AddHostedService<CoreStart>();
        services.AddSingleton<Func<SiteId, CancellationToken, ValueTask<SettingsView?>>>(provider =>
            async (site, cancellationToken) =>
                await provider.GetRequiredService<IEngine>().AskAsync<ShowSettings, SettingsView>(new ShowSettings(site), cancellationToken));
        services.AddHostedService<RetentionService>();
    }
}
