namespace AcdRouter.Acd;

/// <summary>Every scenario, in the order of running.</summary>
internal static class ChaosNames
{
    public static IReadOnlyList<IChaosScenario> All { get; } =
    [
        new KillProgram(),
        new KillOwner(),
        new FreezeOwner(),
        new KillRedis(),
        new KillRabbit(),
        new CutRedis(),
        new CutRabbit(),
        new CutPostgres(),
        new PlannedMove(),
        new QuietSite(),
        new LaggingReplica(),
        new KillRabbitLeader(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(each => each.Name)];
}
