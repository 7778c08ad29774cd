namespace AcdRouter.Acd;

/// <summary>kill -9 of Redis, which starts again on its files.</summary>
internal sealed class KillRedis : IChaosScenario
{
    public string Name => "kill-redis";

    public string What => "kill -9 of Redis; it starts again on its files after up to 2 s";

    public GroundKind Kind => GroundKind.Servers;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        await stage.PauseAsync(0, 500, cancellationToken);
        stage.Servers.Redis.Kill();
        var struck = stage.Now;
        await stage.PauseAsync(100, 2000, cancellationToken);
        await stage.Servers.Redis.RestartAsync(cancellationToken);
        return struck;
    }
}
