using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>What a world is made of.</summary>
public sealed record WorldOptions
{
    /// <summary>Everything in the world follows from this.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Wishes that people make; each is one command, however often it is sent. From 100, default 2,000.</summary>
    public int Commands { get; init; } = 2_000;

    /// <summary>Big faults thrown at the world, spread evenly over its commands; lost and doubled messages come on top. Default 26.</summary>
    public int Faults { get; init; } = 26;

    /// <summary>Makes a site's processes, around which the world puts its tripwire.</summary>
    public Func<SiteId, IReadOnlyList<IProcess>> Processes { get; init; } = WorldProcesses.Create;

    /// <summary>The disk; replaced by tests that plant a defect in it.</summary>
    public Func<SimulatedStore> Store { get; init; } = static () => new SimulatedStore();
}
