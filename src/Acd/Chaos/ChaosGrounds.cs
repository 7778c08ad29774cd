namespace AcdRouter.Acd;

/// <summary>Makes grounds.</summary>
internal static class ChaosGrounds
{
    public static async Task<IChaosGround> StartAsync(
        GroundKind kind, string folder, IReadOnlyList<string> command, IReadOnlyList<string> scenarios, CancellationToken cancellationToken) => kind switch
        {
            GroundKind.Embedded => await EmbeddedGround.StartAsync(folder, command, scenarios, cancellationToken),
            _ => throw new AcdException($"{kind}: not built yet.", ExitCodes.Failed),
        };
}
