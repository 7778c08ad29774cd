using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>By account name, next after the last one offered. A fixed order of names outlives changes of the membership.</summary>
internal sealed class RoundRobin : IDistribution
{
    public string Name => DistributionNames.RoundRobin;

    public bool IsBroadcast => false;

    public bool WeighsSkills => false;

    public bool StartsAfterLast => true;

    public RankKey Rank(PersonId agent, in Standing standing, int proficiency) => new(0, 0, 0, agent);
}
