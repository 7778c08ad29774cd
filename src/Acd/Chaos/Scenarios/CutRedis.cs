namespace AcdRouter.Acd;

/// <summary>The owner alone is cut off from Redis: no packet gets through, no connection closes.</summary>
internal sealed class CutRedis : IChaosScenario
{
    public string Name => "cut-redis";

    public string What => "the owner alone is cut off from Redis; it lets go and another takes over";

    public GroundKind Kind => GroundKind.Servers;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        var owner = await stage.OwnerAsync(cancellationToken);
        await stage.PauseAsync(0, 500, cancellationToken);
        owner.Journal!.Cut();
        return stage.Now;
    }
}
