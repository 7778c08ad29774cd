using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>The whole program in one process: journal, partition, bus, web.</summary>
internal static class AcdHost
{
    /// <summary>A stop takes at most so long; systemd and Kubernetes wait longer before they kill.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(9);

    /// <summary>Builds the program on an open journal. The caller disposes journal and history after the program.</summary>
    public static WebApplication Build(RunSettings settings, IJournal journal, IHistoryStore history, TimeSpan? stopWithin = null)
    {
        var builder = AcdBuilder.Create(settings.Urls);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = stopWithin ?? StopWithin);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(history);
        builder.Services.AddSingleton<IPartitionObserver>(services =>
            new PartitionLog(partition: 0, services.GetRequiredService<FailedCommands>(), services.GetRequiredService<ILogger<PartitionLog>>()));
        builder.Services.AddAcdBus(settings.DemoSpeed is null ? [] : DemoService.Consumers.ToArray());
        if (settings.DemoSpeed is not null) builder.Services.AddSingleton<DemoBus>();
        builder.Services.AddSingleton(services => new PartitionHost(new PartitionOptions
        {
            Run = Guid.NewGuid(),
            Layout = SiteProcesses.Layout,
            Journal = journal,
            History = history,
            News = [services.GetRequiredService<INewsSink>()],
            Observer = services.GetRequiredService<IPartitionObserver>(),
        }));
        builder.Services.AddSingleton<IPartition>(services => services.GetRequiredService<PartitionHost>());
        builder.Services.AddSingleton<SettingsAtStart>();
        builder.Services.AddSingleton<PartitionService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PartitionService>());
        builder.Services.AddSingleton<Func<SiteId, CancellationToken, ValueTask<SettingsView?>>>(services =>
            async (site, cancellationToken) =>
                await services.GetRequiredService<IPartition>().AskAsync(new ShowSettings(site), cancellationToken) as SettingsView);
        builder.Services.AddHostedService<RetentionService>();
        if (settings.DemoSpeed is not null) builder.Services.AddHostedService<DemoService>();
        builder.Services.AddSingleton<IEngineStatus, BusEngineStatus>();
        builder.Services.AddAcdWeb(settings.Data.Keys, settings.TrustedProxies);
        builder.Services.Configure<MassTransitHostOptions>(options =>
        {
            options.WaitUntilStarted = true;
            options.StopTimeout = TimeSpan.FromSeconds(2);
        });
        var app = builder.Build();
        app.MapAcdWeb();
        return app;
    }
}
