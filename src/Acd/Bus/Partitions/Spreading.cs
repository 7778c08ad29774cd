namespace AcdRouter.Acd;

/// <summary>
/// Spreads partitions over the cores: an owner of more than its share lets one go at a time. The one it came to own last goes first: it
/// was given by a core that had too many, and so walks down the line until it finds one that has room.
/// </summary>
internal sealed class Spreading(IReadOnlyList<PartitionDuty> duties, Replica replica, LiveReplicas replicas, TimeProvider time)
{
    private long movedAt;

    /// <summary>Lets one partition go if this core has more than its share.</summary>
    public void Look()
    {
        if (movedAt != 0 && time.GetElapsedTime(movedAt) < RabbitLimits.MoveEvery) return;
        var owned = duties.Where(duty => duty.OwnedSince != 0).ToList();
        var cores = 1 + replicas.OtherCores(replica.Id);
        if (owned.Count <= ShareOf(duties.Count, cores)) return;
        // One that nobody else stands in line for would only come back, and its callers would have waited for nothing.
        if (owned.Where(duty => replicas.HasHeir(duty.Keeper.Partition, replica.Id)).MaxBy(duty => duty.OwnedSince) is not { } next) return;
        movedAt = time.GetTimestamp();
        next.Move();
    }

    /// <summary>How many one core has at most when all have as many as they can share.</summary>
    public static int ShareOf(int partitions, int cores) => (partitions + cores - 1) / cores;
}
