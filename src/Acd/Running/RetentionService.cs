using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>Forgets records of the history that are older than their site keeps them, soon after the start and then once an hour.</summary>
internal sealed partial class RetentionService(
    Func<SiteId, CancellationToken, ValueTask<SettingsView?>> settings, IHistoryStore history, TimeProvider time, ILogger<RetentionService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                try
                {
                    await ForgetAsync(stoppingToken);
                }
                catch (Exception away) when (away is PartitionUnavailableException or EngineUnavailableException or IOException or UnauthorizedAccessException)
                {
                    // Nothing is lost by waiting: the next hour forgets what this one did not.
                    LogPutOff(away);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    internal async Task ForgetAsync(CancellationToken cancellationToken)
    {
        foreach (var site in await history.ListSitesAsync(cancellationToken))
        {
            if (await settings(site, cancellationToken) is not { } view) continue;
            var before = Instant.From(time.GetUtcNow().AddDays(-view.Settings.RetentionDays));
            var forgotten = await history.ForgetAsync(site, before, cancellationToken);
            if (forgotten > 0) LogForgotten(forgotten, site.Value, view.Settings.RetentionDays);
        }
    }

    [LoggerMessage(4301, LogLevel.Information, "{Count} records of site {Site} older than {Days} days were forgotten.")]
    private partial void LogForgotten(int count, string site, int days);

    [LoggerMessage(4302, LogLevel.Warning, "Forgetting old records is put off for an hour.")]
    private partial void LogPutOff(Exception exception);
}
