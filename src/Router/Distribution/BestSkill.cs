using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>Highest sum of proficiency over the wanted skills, ties to most idle.</summary>
internal sealed class BestSkill : IDistribution
{
    public string Name => DistributionNames.BestSkill;

    public bool IsBroadcast => false;

    public bool WeighsSkills => true;

    public bool StartsAfterLast => false;

    public RankKey Rank(PersonId agent, in Standing standing, int proficiency) =>
        new(-proficiency, standing.Load, standing.IdleSince.Milliseconds, agent);
}
