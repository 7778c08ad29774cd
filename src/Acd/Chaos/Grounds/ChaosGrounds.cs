namespace AcdRouter.Acd;

/// <summary>Makes grounds.</summary>
internal static class ChaosGrounds
{
    public static async Task<IChaosGround> StartAsync(
        GroundKind kind, string folder, IReadOnlyList<string> command, IReadOnlyList<string> scenarios, CancellationToken cancellationToken) =>
        kind == GroundKind.Embedded
            ? await EmbeddedGround.StartAsync(folder, command, scenarios, cancellationToken)
            : await OwnServers.StartAsync(kind, folder, command, scenarios, cancellationToken);
}
