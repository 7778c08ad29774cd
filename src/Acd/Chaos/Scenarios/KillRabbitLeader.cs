using System.Globalization;

namespace AcdRouter.Acd;

/// <summary>kill -9 of the node of three where the partition's queue has its leader.</summary>
internal sealed class KillRabbitLeader : IChaosScenario
{
    public string Name => "kill-rabbit-leader";

    public string What => "three RabbitMQ nodes; kill -9 of the one with the leader of the partition's queue";

    public GroundKind Kind => GroundKind.Cluster;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        var partition = await stage.PartitionAsync(cancellationToken);
        var queue = string.Create(CultureInfo.InvariantCulture, $"acd-partition-{partition}");
        var node = await stage.Broker.KillLeaderAsync(stage.Servers.Host, queue, cancellationToken);
        var struck = stage.Now;
        await stage.HandOversAsync(1, "without the leader's node", cancellationToken);
        await stage.Broker.RestartAsync(node, cancellationToken);
        return struck;
    }
}
