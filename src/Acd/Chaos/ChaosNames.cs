namespace AcdRouter.Acd;

/// <summary>Every scenario, in the order of running.</summary>
internal static class ChaosNames
{
    public static IReadOnlyList<IChaosScenario> All { get; } =
    [
        new KillProgram(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(each => each.Name)];
}
