namespace AcdRouter.Acd;

/// <summary>
/// Spreads partitions over the cores: an owner that has too many lets one go at a time, to whom the line gives it. The one it came to own last goes first: it
/// was given by a core that had too many, and so walks down the line until it finds one that has room.
/// </summary>
internal sealed class Spreading(IReadOnlyList<PartitionDuty> duties, Replica replica, LiveReplicas replicas, TimeProvider time)
{
    private long movedAt;

    /// <summary>Lets one partition go if this core has more than its share.</summary>
    public void Look()
    {
        var owned = duties.Where(duty => duty.OwnedSince != 0).ToList();
        replica.Owned = owned.Count;
        if (movedAt != 0 && time.GetElapsedTime(movedAt) < RabbitLimits.MoveEvery) return;
        if (!HasTooMany(owned.Count, duties.Count, replicas.OtherCores(replica.Id))) return;
        // One that nobody else stands in line for would only come back, and its callers would have waited for nothing.
        if (owned.Where(duty => replicas.HasHeir(duty.Keeper.Partition, replica.Id)).MaxBy(duty => duty.OwnedSince) is not { } next) return;
        movedAt = time.GetTimestamp();
        next.Move();
    }

    /// <summary>
    /// Whether a core has more than its share, or could give one away and still not have fewer than the poorest of the others: so a
    /// core that is added gets partitions also where nobody has more than the share.
    /// </summary>
    public static bool HasTooMany(int owned, int partitions, IReadOnlyList<int?> others)
    {
        var share = (partitions + others.Count) / (others.Count + 1);
        return owned > share || others.Min() is { } poorest && owned - poorest >= 2;
    }
}
