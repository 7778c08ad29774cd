using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// The partitions of a core: one duty each, and the spreading over cores. Started after the bus, stopped before it: all partitions at once,
/// each with a snapshot, so that the next owner goes on at once.
/// </summary>
internal sealed class PartitionsService : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly IReadOnlyList<PartitionDuty> duties;
    private readonly Replica replica;
    private readonly WakeService wakes;
    private readonly Spreading spreading;
    private readonly TimeProvider time;
    private Task running = Task.CompletedTask;

    public PartitionsService(
        IBusControl bus,
        KeeperParts parts,
        PartitionConsumers consumers,
        Replica replica,
        LiveReplicas replicas,
        WakeService wakes,
        TimeProvider time,
        ILogger<PartitionDuty> logger)
    {
        (this.replica, this.wakes, this.time) = (replica, wakes, time);
        duties =
        [
            .. from partition in Enumerable.Range(0, parts.Journals.Partitions)
               let keeper = new PartitionKeeper(partition, parts)
               select new PartitionDuty(keeper, new PartitionEndpoint(bus, keeper, consumers), parts.Journals, time, logger),
        ];
        spreading = new Spreading(duties, replica, replicas, time);
    }

    /// <summary>The duties, by partition.</summary>
    public IReadOnlyList<PartitionDuty> Duties => duties;

    /// <summary>Why this process cannot run a partition; null when nothing is known against any.</summary>
    public string? Failure => duties.Select(duty => duty.Keeper.Failure).FirstOrDefault(failure => failure is not null);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        replica.TakesPartitions = true;
        running = Task.WhenAll([.. duties.Select(duty => duty.RunAsync(stopping.Token)), SpreadAsync()]);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        replica.Leaving = true;
        await wakes.SendAsync(cancellationToken);
        await stopping.CancelAsync();
        await running.WaitAsync(cancellationToken);
    }

    public void Dispose() => stopping.Dispose();

    private async Task SpreadAsync()
    {
        using var timer = new PeriodicTimer(RabbitLimits.WakeEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token)) spreading.Look();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }
}
