namespace AcdRouter.Acd;

/// <summary>This process among its like.</summary>
internal sealed class Replica
{
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
}
