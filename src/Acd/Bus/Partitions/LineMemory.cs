using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// What each partition was told of the processes that hold lines, and when it is to be told again: at once when one has gone, and once more
/// after <see cref="RabbitLimits.ConfirmAgainAfter"/>. What that process had sent may still have lain in the queue when it was
/// told first, and would keep a line open for ever that nobody holds.
/// </summary>
internal sealed class LineMemory(TimeProvider time)
{
    private readonly Dictionary<int, Told> told = [];

    /// <summary>Whether a run of a partition is to be told who holds lines now.</summary>
    public bool IsDue(int partition, PartitionHost run, IReadOnlyList<Guid> holders)
    {
        if (!told.TryGetValue(partition, out var last) || last.Run != run || !last.Holders.All(holders.Contains)) return true;
        // Who has come is no news to it, but is to be missed once it goes.
        told[partition] = last with { Holders = holders };
        return last.AgainSince is { } since && time.GetElapsedTime(since) >= RabbitLimits.ConfirmAgainAfter;
    }

    /// <summary>It was told.</summary>
    public void NoteTold(int partition, PartitionHost run, IReadOnlyList<Guid> holders)
    {
        var isRepeat = told.TryGetValue(partition, out var last) && last.Run == run && last.Holders.All(holders.Contains);
        told[partition] = new Told(run, holders, isRepeat ? null : time.GetTimestamp());
    }

    /// <summary>It is not owned here any more.</summary>
    public void Forget(int partition) => told.Remove(partition);

    private sealed record Told(PartitionHost Run, IReadOnlyList<Guid> Holders, long? AgainSince);
}
