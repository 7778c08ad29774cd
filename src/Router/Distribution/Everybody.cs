using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>Broadcast to all free agents; named in the order of idleness.</summary>
internal sealed class Everybody : IDistribution
{
    public string Name => DistributionNames.Everybody;

    public bool IsBroadcast => true;

    public bool WeighsSkills => false;

    public bool StartsAfterLast => false;

    public RankKey Rank(PersonId agent, in Standing standing, int proficiency) =>
        new(standing.Load, standing.IdleSince.Milliseconds, 0, agent);
}
