namespace AcdRouter.Acd;

/// <summary>kill -9 of the core that owns the load's partition.</summary>
internal sealed class KillOwner : IChaosScenario
{
    public string Name => "kill-owner";

    public string What => "kill -9 of the owner; the other core takes over";

    public GroundKind Kind => GroundKind.Servers;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        var owner = await stage.OwnerAsync(cancellationToken);
        await stage.PauseAsync(0, 500, cancellationToken);
        owner.Program.Kill();
        return stage.Now;
    }
}
