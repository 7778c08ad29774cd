namespace AcdRouter.Acd;

/// <summary>Puts the files' settings in force once the partitions are subscribed to, before the process says that it has started.</summary>
internal sealed class CoreStart(SitesAtStart sites) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => sites.PutInForceAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
