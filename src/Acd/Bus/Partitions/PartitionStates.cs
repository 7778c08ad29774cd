using AcdRouter.Processes;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>The phases of a partition in the words of the web.</summary>
internal static class PartitionStates
{
    public static string NameOf(PartitionPhase phase) => phase switch
    {
        PartitionPhase.Starting => "starting",
        PartitionPhase.Running => EngineStatus.Running,
        PartitionPhase.JournalAway => "journal-away",
        _ => "stopped",
    };

    public static PartitionView ViewOf(int partition, PartitionStatus status, Guid? owner, string? hash) =>
        new(partition, NameOf(status.Phase), status.Sequence, status.Epoch, status.Waiting, status.Problem, owner, hash);
}
