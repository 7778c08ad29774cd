using System.Collections.Concurrent;

namespace AcdRouter.Web;

/// <summary>
/// How far this process knows the partitions' histories to have gone. Whoever claims a partition is told: a journal that ends before has
/// lost records, unless an operator has accepted that since.
/// </summary>
public sealed class NewsWitness
{
    // One entry a partition.
    private readonly ConcurrentDictionary<int, WitnessedHead> seen = new();

    /// <summary>The furthest known; zeros when nothing is.</summary>
    public WitnessedHead Of(int partition) => seen.GetValueOrDefault(partition);

    /// <summary>
    /// Takes note; what is not further is passed over, be it of a later epoch: a history that goes back has lost something. Only where that
    /// loss was accepted does the shorter one count.
    /// </summary>
    public void See(int partition, WitnessedHead now) =>
        seen.AddOrUpdate(partition, now, (_, known) => now.Losses > known.Losses || (now.Losses == known.Losses && now.Sequence > known.Sequence) ? now : known);
}
