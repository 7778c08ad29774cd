using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>Most free slots, ties to most idle.</summary>
internal sealed class LeastBusy : IDistribution
{
    public string Name => DistributionNames.LeastBusy;

    public bool IsBroadcast => false;

    public bool WeighsSkills => false;

    public bool StartsAfterLast => false;

    public RankKey Rank(PersonId agent, in Standing standing, int proficiency) =>
        new(-standing.Free, standing.Load, standing.IdleSince.Milliseconds, agent);
}
