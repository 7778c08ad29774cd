using AcdRouter.Simulation.Staffing;

namespace AcdRouter.Simulation.Replaying;

/// <summary>How to replay.</summary>
public sealed record ReplayOptions
{
    /// <summary>Draws patience and services; any value.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Head start of high priority.</summary>
    public ReplayRule Rule { get; init; } = ReplayRule.FirstCome;

    /// <summary>Who works when and takes which types; null to read it off the calls.</summary>
    public StaffPlan? Staff { get; init; }

    /// <summary>Slowest replay: a month takes longer than anybody waits.</summary>
    public const double MinSpeed = 0.001;

    /// <summary>Fastest replay by the clock: a month in three seconds. For more, leave the speed out.</summary>
    public const double MaxSpeed = 1_000_000;

    /// <summary>
    /// How many times faster than it was: 1 for real time; null for as fast as it goes. <see cref="MinSpeed"/> to <see cref="MaxSpeed"/>.
    /// </summary>
    public double? Speed { get; init; }

    /// <summary>The clock that <see cref="Speed"/> goes by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the engine; the product's own unless another is given.</summary>
    public Func<IReplayEngine> Engine { get; init; } = ProductEngine.Create;
}
