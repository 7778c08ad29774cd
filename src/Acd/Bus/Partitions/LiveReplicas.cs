using System.Collections.Concurrent;

namespace AcdRouter.Acd;

/// <summary>Which processes have been heard lately, from their Wakes.</summary>
internal sealed class LiveReplicas(TimeProvider time)
{
    // Bounded by the processes of an installation: who is not heard for a while is taken out.
    private readonly ConcurrentDictionary<Guid, Heard> heard = new();

    // Who stands in line for which partition, and when that was heard last. Bounded as above, times the partitions.
    private readonly ConcurrentDictionary<(int Partition, Guid Replica), long> lines = new();

    /// <summary>Takes note of a Wake to a partition.</summary>
    public void Hear(int partition, Wake wake)
    {
        var now = time.GetTimestamp();
        if (wake.InLine ?? wake.TakesPartitions) lines[(partition, wake.Replica)] = now;
        else lines.TryRemove((partition, wake.Replica), out _);
        heard.AddOrUpdate(
            wake.Replica,
            _ => new Heard(now, now, wake.TakesPartitions, wake.HoldsLines, wake.Leaving, wake.Owned),
            (_, known) => known with { First = IsGone(known) ? now : known.First, Last = now, TakesPartitions = wake.TakesPartitions, HoldsLines = wake.HoldsLines, Leaving = wake.Leaving, Owned = wake.Owned });
    }

    /// <summary>How many partitions each of the other cores owns that are there to share them; null for one that does not say.</summary>
    public IReadOnlyList<int?> OtherCores(Guid self)
    {
        Forget();
        return [.. heard.Where(each => each.Key != self && each.Value is { TakesPartitions: true, Leaving: false }
            && !IsGone(each.Value)
            && time.GetElapsedTime(each.Value.First) >= RabbitLimits.CoreKnownAfter).Select(each => each.Value.Owned)];
    }

    /// <summary>Whether another core stands in line for a partition, which gets it as soon as its owner lets go.</summary>
    public bool HasHeir(int partition, Guid self)
    {
        Forget();
        return lines.Any(each => each.Key.Partition == partition && each.Key.Replica != self
            && time.GetElapsedTime(each.Value) < RabbitLimits.CoreGoneAfter
            && heard.TryGetValue(each.Key.Replica, out var known) && !known.Leaving);
    }

    /// <summary>Whether another core is there that may yet come to stand in line.</summary>
    public bool HasOtherCore(Guid self) =>
        heard.Any(each => each.Key != self && each.Value is { TakesPartitions: true, Leaving: false } && !IsGone(each.Value));

    /// <summary>The processes that hold lines, in a defined order.</summary>
    public IReadOnlyList<Guid> Holders()
    {
        Forget();
        return [.. heard.Where(each => each.Value is { HoldsLines: true, Leaving: false }).Select(each => each.Key).Order()];
    }

    /// <summary>How long this process has been hearing itself without a break: only then does silence of others mean something.</summary>
    public TimeSpan HearingFor(Guid self) =>
        heard.TryGetValue(self, out var mine) && !IsGone(mine) ? time.GetElapsedTime(mine.First) : TimeSpan.Zero;

    private bool IsGone(Heard known) => time.GetElapsedTime(known.Last) >= RabbitLimits.CoreGoneAfter;

    private void Forget()
    {
        foreach (var (replica, last) in heard)
        {
            if (time.GetElapsedTime(last.Last) >= RabbitLimits.HolderGoneAfter) heard.TryRemove(new(replica, last));
        }
        foreach (var (line, last) in lines)
        {
            if (time.GetElapsedTime(last) >= RabbitLimits.HolderGoneAfter) lines.TryRemove(new(line, last));
        }
    }

    private sealed record Heard(long First, long Last, bool TakesPartitions, bool HoldsLines, bool Leaving, int? Owned);
}
