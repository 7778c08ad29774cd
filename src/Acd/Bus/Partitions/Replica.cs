using System.Collections.Concurrent;

namespace AcdRouter.Acd;

/// <summary>This process among its like.</summary>
internal sealed class Replica
{
    // Bounded by the partitions of an installation.
    private readonly ConcurrentDictionary<int, bool> lines = new();
    private volatile int owned;
    private volatile bool leaving;
    private volatile bool takesPartitions;

    /// <summary>New at each start.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>Whether it holds lines of agents and pages.</summary>
    public bool HoldsLines { get; init; }

    /// <summary>Whether it could own partitions now.</summary>
    public bool TakesPartitions
    {
        get => takesPartitions;
        set => takesPartitions = value;
    }

    /// <summary>Whether it is about to stop.</summary>
    public bool Leaving
    {
        get => leaving;
        set => leaving = value;
    }

    /// <summary>How many partitions it owns.</summary>
    public int Owned
    {
        get => owned;
        set => owned = value;
    }

    /// <summary>Whether it stands in line for a partition, or owns it.</summary>
    public bool IsInLine(int partition) => lines.GetValueOrDefault(partition);

    /// <summary>Takes note that it stands in line now, or has left it.</summary>
    public void NoteLine(int partition, bool isInLine) => lines[partition] = isInLine;
}
