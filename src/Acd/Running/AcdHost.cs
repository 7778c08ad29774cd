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
    public static WebApplication Build(RunSettings settings, IJournal journal, IHistoryStore history)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.UseKestrelCore();
        Log(builder.Logging);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(history);
        builder.Services.AddSingleton<IPartitionObserver, PartitionLog>();
        builder.Services.AddAcdBus(settings.DemoSpeed is null ? [] : DemoService.Consumers.ToArray());
        if (settings.DemoSpeed is not null) builder.Services.AddSingleton<DemoBus>();
        builder.Services.AddSingleton(services => new PartitionHost(new PartitionOptions
        {
            Run = Guid.NewGuid(),
            Layout = SiteProcesses.Layout,
            Journal = journal,
            History = history,
            News = services.GetRequiredService<INewsSink>(),
            Observer = services.GetRequiredService<IPartitionObserver>(),
        }));
        builder.Services.AddSingleton<IPartition>(services => services.GetRequiredService<PartitionHost>());
        builder.Services.AddSingleton<PartitionService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PartitionService>());
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

    private static void Log(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });
        // Standard output is for what the commands answer.
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("AcdRouter", LogLevel.Information);
        // It warns that keys on disk are not encrypted: the folder is the owner's alone, and docs/api.md says so.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // A start that fails is reported once, in a sentence, by the command.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None);
        // Poison messages are reported by the error queue's reader, without their bodies.
        logging.AddFilter("MassTransit", LogLevel.None);
        // Problems are answered and, where they are ours, logged by the handler of problems.
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None);
    }
}
