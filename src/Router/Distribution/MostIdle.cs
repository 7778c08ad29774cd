using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>Fewest sessions now, then longest since work ended or sign-in.</summary>
internal sealed class MostIdle : IDistribution
{
    public string Name => DistributionNames.MostIdle;

    public bool IsBroadcast => false;

    public bool WeighsSkills => false;

    public bool StartsAfterLast => false;

    public RankKey Rank(PersonId agent, in Standing standing, int proficiency) =>
        new(standing.Load, standing.IdleSince.Milliseconds, 0, agent);
}
