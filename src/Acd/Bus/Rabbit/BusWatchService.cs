namespace AcdRouter.Acd;

/// <summary>Ends a process whose bus is stuck, so that whatever keeps processes running starts it again. It loses nothing by that.</summary>
internal sealed partial class BusWatchService(BusWatch watch, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<BusWatchService> logger) : BackgroundService
{
    private volatile bool isStuck;

    /// <summary>True when that is why the process ends.</summary>
    public bool IsStuck => isStuck;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RabbitLimits.LookAtBusEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (!await watch.IsStuckAsync(stoppingToken)) continue;
                isStuck = true;
                LogStuck();
                _ = EndAsync();
                lifetime.StopApplication();
                return;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    /// <summary>What is stuck may not even end in order.</summary>
    private static async Task EndAsync()
    {
        await Task.Delay(RabbitLimits.StuckEndsWithin);
        Environment.Exit(ExitCodes.BusStuck);
    }

    [LoggerMessage(4434, LogLevel.Critical, "The bus is stuck: the broker serves, and nothing that this process sends is taken. The process ends, to be started again; nothing is lost.")]
    private partial void LogStuck();
}
