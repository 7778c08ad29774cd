using AcdRouter.Processes;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>The partition's status in the web's words.</summary>
internal sealed class BusEngineStatus(IPartition partition, ErrorQueue errors) : IEngineStatus
{
    public EngineStatus Read()
    {
        var status = partition.Status;
        var state = status.Phase switch
        {
            PartitionPhase.Starting => "starting",
            PartitionPhase.Running => EngineStatus.Running,
            PartitionPhase.JournalAway => "journal-away",
            _ => "stopped",
        };
        return new EngineStatus(state, status.Sequence, status.Epoch, status.Waiting, status.Problem, errors.Count);
    }

    public async Task<EngineHash> HashAsync(CancellationToken cancellationToken)
    {
        try
        {
            var hash = await partition.HashAsync(cancellationToken);
            return new EngineHash(hash.Sequence, hash.Hash);
        }
        catch (PartitionUnavailableException away)
        {
            throw new EngineUnavailableException(away.Message, away.RetryAfterSeconds);
        }
    }
}
