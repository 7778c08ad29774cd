using AcdRouter.Processes;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// The partitions of a core: one duty each, and the spreading over cores. Started after the bus, stopped before it: all partitions at once,
/// each with a snapshot, so that the next owner goes on at once.
/// </summary>
internal sealed partial class PartitionsService : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly IReadOnlyList<PartitionDuty> duties;
    private readonly Replica replica;
    private readonly WakeService wakes;
    private readonly Rehearsal rehearsal;
    private readonly Spreading spreading;
    private readonly LineKeeping lines;
    private readonly TimeProvider time;
    private readonly IPartitionJournals journals;
    private readonly IHostApplicationLifetime lifetime;
    private readonly ILogger logger;
    private volatile HistoryLostException? lost;
    private Task running = Task.CompletedTask;

    public PartitionsService(
        IBusControl bus,
        KeeperParts parts,
        PartitionConsumers consumers,
        Replica replica,
        LiveReplicas replicas,
        WakeService wakes,
        Rehearsal rehearsal,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        ILogger<PartitionDuty> logger)
    {
        (this.replica, this.wakes, this.rehearsal, this.time, this.lifetime, this.logger) = (replica, wakes, rehearsal, time, lifetime, logger);
        journals = parts.Journals;
        duties =
        [
            .. from partition in Enumerable.Range(0, parts.Journals.Partitions)
               let keeper = new PartitionKeeper(partition, parts)
               select new PartitionDuty(keeper, new PartitionEndpoint(bus, keeper, consumers, time), parts.Journals, new PartitionLine(partition, replica, replicas, wakes), time, logger),
        ];
        foreach (var duty in duties) duty.Keeper.HistoryLost = HaltAsync;
        spreading = new Spreading(duties, replica, replicas, time);
        lines = new LineKeeping(duties, replica, replicas, time, logger);
    }

    /// <summary>The duties, by partition.</summary>
    public IReadOnlyList<PartitionDuty> Duties => duties;

    /// <summary>Why this process cannot run a partition; null when nothing is known against any.</summary>
    public string? Failure => duties.Select(duty => duty.Keeper.Failure).FirstOrDefault(failure => failure is not null);

    /// <summary>The history that was found lost; null while none is.</summary>
    public HistoryLostException? Lost => lost;

    /// <summary>Whether this core has come to stand in line for every partition since its start.</summary>
    public bool IsPrepared => duties.All(duty => duty.HasStoodInLine);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        replica.TakesPartitions = true;
        running = RunAsync();
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

    /// <summary>Nobody may go on from what is there, in this process or another; then this one ends, so that somebody looks.</summary>
    private async Task<bool> HaltAsync(PartitionKeeper keeper, HistoryLostException found, long knownLosses)
    {
        lost = found;
        try
        {
            using var within = new CancellationTokenSource(RabbitLimits.FinishWithin, time);
            if (!await journals.HaltAsync(keeper.Partition, found.Message, knownLosses, within.Token))
            {
                lost = null;
                return false;
            }
        }
        catch (Exception unhalted)
        {
            // The next to claim finds the loss again, from what the others have seen.
            LogNotHalted(unhalted, keeper.Partition);
        }
        LogLost(found, keeper.Partition);
        lifetime.StopApplication();
        return true;
    }

    [LoggerMessage(4411, LogLevel.Critical, "History of partition {Partition} is lost. The partition is halted and the process ends.")]
    private partial void LogLost(Exception exception, int partition);

    [LoggerMessage(4412, LogLevel.Critical, "Partition {Partition} could not be halted.")]
    private partial void LogNotHalted(Exception exception, int partition);

    private async Task RunAsync()
    {
        await rehearsal.RunAsync(stopping.Token);
        await Task.WhenAll([.. duties.Select(duty => duty.RunAsync(stopping.Token)), SpreadAsync()]);
    }

    private async Task SpreadAsync()
    {
        using var timer = new PeriodicTimer(RabbitLimits.WakeEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                spreading.Look();
                await lines.LookAsync(stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }
}
