using System.Collections.Concurrent;

namespace AcdRouter.Web;

/// <summary>
/// How far this process knows the partitions' histories to have gone. Whoever claims a partition is told: a journal that ends before has
/// lost records.
/// </summary>
public sealed class NewsWitness
{
    // One entry a partition.
    private readonly ConcurrentDictionary<int, (long Epoch, long Sequence)> seen = new();

    /// <summary>The furthest known; zeros when nothing is.</summary>
    public (long Epoch, long Sequence) Of(int partition) => seen.GetValueOrDefault(partition);

    /// <summary>Takes note; what is not further is passed over, be it of a later epoch: a history that goes back has lost something.</summary>
    public void See(int partition, long epoch, long sequence) =>
        seen.AddOrUpdate(partition, (epoch, sequence), (_, known) => sequence > known.Sequence ? (epoch, sequence) : known);
}
