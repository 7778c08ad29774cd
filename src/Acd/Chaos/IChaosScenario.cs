namespace AcdRouter.Acd;

/// <summary>One kind of fault.</summary>
internal interface IChaosScenario
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What happens, in a sentence.</summary>
    string What { get; }

    /// <summary>What it is played on.</summary>
    GroundKind Kind { get; }

    /// <summary>Whether hand-overs go on steadily while it is played; one that is not says itself what was measured.</summary>
    bool IsUnderLoad => true;

    /// <summary>
    /// Plays it under a load that is steady, once; the ground is whole before. Returns when it struck: nothing that was damaged worked any
    /// more from then on.
    /// </summary>
    Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken);
}

/// <summary>What scenarios need.</summary>
internal enum GroundKind
{
    /// <summary>The whole program in one process, with its files.</summary>
    Embedded,

    /// <summary>Two cores and a web role on Redis, RabbitMQ and PostgreSQL.</summary>
    Servers,

    /// <summary>The same on three RabbitMQ nodes.</summary>
    Cluster,
}
