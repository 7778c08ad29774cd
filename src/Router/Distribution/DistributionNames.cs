using System.Diagnostics;

namespace AcdRouter.Router;

/// <summary>The distributions by name, as settings write them.</summary>
internal static class DistributionNames
{
    public const string Everybody = "everybody";
    public const string MostIdle = "most-idle";
    public const string RoundRobin = "round-robin";
    public const string BestSkill = "best-skill";
    public const string LeastBusy = "least-busy";

    private static readonly IDistribution EverybodyPolicy = new Everybody();
    private static readonly IDistribution MostIdlePolicy = new MostIdle();
    private static readonly IDistribution RoundRobinPolicy = new RoundRobin();
    private static readonly IDistribution BestSkillPolicy = new BestSkill();
    private static readonly IDistribution LeastBusyPolicy = new LeastBusy();

    public static IDistribution Policy(Contracts.Distribution distribution) => distribution switch
    {
        Contracts.Distribution.Everybody => EverybodyPolicy,
        Contracts.Distribution.MostIdle => MostIdlePolicy,
        Contracts.Distribution.RoundRobin => RoundRobinPolicy,
        Contracts.Distribution.BestSkill => BestSkillPolicy,
        Contracts.Distribution.LeastBusy => LeastBusyPolicy,
        _ => throw new UnreachableException(),
    };
}
