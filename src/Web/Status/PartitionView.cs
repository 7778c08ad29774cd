using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>How a partition is.</summary>
/// <param name="Partition">Its number, from 0.</param>
/// <param name="State">starting, running, journal-away, stopped, or unanswered when nobody said in time.</param>
/// <param name="Sequence">The last durable record.</param>
/// <param name="Epoch">The epoch it is written under.</param>
/// <param name="Waiting">Commands and queries that wait to be decided.</param>
/// <param name="Problem">Why it is not running; null when it is.</param>
/// <param name="Owner">The process that owns it, new at each start; null embedded, or when nobody said.</param>
/// <param name="Hash">SHA-256 of the state in lower-case hex; null unless asked for.</param>
[Entity("partition-view")]
public sealed record PartitionView(
    int Partition, string State, long Sequence, long Epoch, int Waiting, string? Problem, Guid? Owner, string? Hash)
{
    /// <summary>Nobody has answered for it in time.</summary>
    public static PartitionView Unanswered(int partition) =>
        new(partition, "unanswered", 0, 0, 0, "Nobody has answered for it in time.", null, null);
}
