using AcdRouter.Simulation.Servers;

namespace AcdRouter.Acd;

/// <summary>What a ground on servers is made of. The servers belong to whoever made them.</summary>
internal sealed class ServersPlan
{
    public required string Folder { get; init; }

    /// <summary>How this program is started once more.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>A site each.</summary>
    public required IReadOnlyList<string> Scenarios { get; init; }

    public required PrivateRedis Redis { get; init; }

    public required IChaosBroker Broker { get; init; }

    /// <summary>The virtual host on the broker, made at the start.</summary>
    public required string Host { get; init; }

    /// <summary>An empty database.</summary>
    public required string History { get; init; }

    /// <summary>Partitions of the installation.</summary>
    public int Partitions { get; init; } = 2;

    /// <summary>Replicas that an append waits for.</summary>
    public int Replicas { get; init; }

    /// <summary>How many cores.</summary>
    public int Cores { get; init; } = 2;
}
