using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// Tells the sites of owned partitions which processes hold lines, whenever one has gone, and a minute later once more: its lines count as lost from then on. A new owner
/// tells it once it has listened long enough to have heard them all.
/// </summary>
internal sealed partial class LineKeeping(IReadOnlyList<PartitionDuty> duties, Replica replica, LiveReplicas replicas, TimeProvider time, ILogger logger)
{
    private readonly LineMemory told = new(time);

    /// <summary>Tells where something has changed.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (replicas.HearingFor(replica.Id) < RabbitLimits.HolderGoneAfter) return;
        var holders = replicas.Holders();
        foreach (var duty in duties)
        {
            if (duty.Keeper.Host is not { } run || !duty.Keeper.IsOwner)
            {
                told.Forget(duty.Keeper.Partition);
                continue;
            }
            if (!told.IsDue(duty.Keeper.Partition, run, holders)) continue;
            if (await TellAsync(duty.Keeper, run, holders, cancellationToken)) told.NoteTold(duty.Keeper.Partition, run, holders);
        }
    }

    private async Task<bool> TellAsync(PartitionKeeper keeper, PartitionHost run, IReadOnlyList<Guid> holders, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var site in await run.SitesAsync(cancellationToken))
            {
                var command = new ConfirmLines(new CommandId(Guid.NewGuid()), site, [.. holders]);
                await run.SubmitAsync(new CommandEnvelope(command) { Fingerprint = Fingerprint.Of(command) }, cancellationToken);
            }
            return true;
        }
        catch (PartitionUnavailableException away)
        {
            LogNotTold(away, keeper.Partition);
            return false;
        }
    }

    [LoggerMessage(4431, LogLevel.Information, "Partition {Partition} could not be told who holds lines; it is told again.")]
    private partial void LogNotTold(Exception exception, int partition);
}
