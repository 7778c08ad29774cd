using AcdRouter.Processes;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>What every keeper of this process works with.</summary>
/// <param name="Journals">The journals.</param>
/// <param name="History">Where records of what has ended go.</param>
/// <param name="News">Makes the ways out of a partition's news: its number, and the head it is told under.</param>
/// <param name="Observer">Makes who is told what an operator must know of a partition.</param>
/// <param name="Witness">How far histories are known to have gone.</param>
/// <param name="Time">The clock.</param>
internal sealed record KeeperParts(
    IPartitionJournals Journals,
    IHistoryStore History,
    Func<int, Func<WitnessedHead>, IReadOnlyList<INewsSink>> News,
    Func<int, IPartitionObserver> Observer,
    NewsWitness Witness,
    TimeProvider Time);
