namespace AcdRouter.Acd;

/// <summary>kill -9 of the only RabbitMQ node, which starts again on its files.</summary>
internal sealed class KillRabbit : IChaosScenario
{
    public string Name => "kill-rabbit";

    public string What => "kill -9 of the only RabbitMQ; it starts again on its files";

    public GroundKind Kind => GroundKind.Servers;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        await stage.PauseAsync(0, 500, cancellationToken);
        var node = await stage.Broker.KillLeaderAsync(stage.Servers.Host, "", cancellationToken);
        var struck = stage.Now;
        await stage.Broker.RestartAsync(node, cancellationToken);
        return struck;
    }
}
