using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Sends every partition a Wake each second, straight to its exchange. One that cannot be sent in a second is not sent.</summary>
internal sealed class WakeService(IBus bus, Replica replica, NewsWitness witness, PartitionCount count, BusLink link, TimeProvider time) : BackgroundService
{
    private long takenAt = time.GetTimestamp();

    /// <summary>When the broker last took a Wake; before the first, when the process began.</summary>
    public long TakenAt => Volatile.Read(ref takenAt);

    /// <summary>Sends one round now.</summary>
    public Task SendAsync(CancellationToken cancellationToken) => SendAsync(Enumerable.Range(0, count.Value), cancellationToken);

    /// <summary>Sends one partition a Wake now.</summary>
    public Task SendOneAsync(int partition, CancellationToken cancellationToken) => SendAsync([partition], cancellationToken);

    /// <summary>Says that it leaves, so that nobody counts on it for as long as silence would take.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        replica.Leaving = true;
        await base.StopAsync(cancellationToken);
        await SendAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RabbitLimits.WakeEvery, time);
        try
        {
            do
            {
                await SendAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task SendAsync(IEnumerable<int> partitions, CancellationToken cancellationToken)
    {
        if (!link.IsConnected) return;
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, link.Lost);
        within.CancelAfter(RabbitLimits.WakeEvery);
        await Task.WhenAll(partitions.Select(partition => SendAsync(partition, within.Token))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendAsync(int partition, CancellationToken cancellationToken)
    {
        var seen = witness.Of(partition);
        var wake = new Wake(
            replica.Id,
            replica.TakesPartitions,
            replica.HoldsLines,
            replica.Leaving,
            seen.Epoch,
            seen.Sequence,
            replica.IsInLine(partition),
            replica.Owned,
            seen.Losses);
        var endpoint = await bus.GetSendEndpoint(BusNames.AddressOf(partition)).WaitAsync(cancellationToken);
        // The library may wait for ever for what was under way on a connection that was given up, and cancelled it would count wrong (ConfirmedChannel).
        await endpoint.Send(wake, Worth, CancellationToken.None).WaitAsync(cancellationToken);
        Volatile.Write(ref takenAt, time.GetTimestamp());
    }

    private static void Worth(SendContext<Wake> sending)
    {
        sending.TimeToLive = RabbitLimits.WakeLives;
        sending.Durable = false;
    }
}
