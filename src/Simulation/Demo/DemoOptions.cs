using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Demo;

/// <summary>How the demonstration plays.</summary>
public sealed record DemoOptions
{
    /// <summary>Commands on their way at once: enough for the recorded center at fifty times its speed, few enough to leave the bus to people.</summary>
    public const int MaxInFlight = 16;

    /// <summary>The site it plays on; its settings are those of <see cref="DemoSite"/>.</summary>
    public required SiteId Site { get; init; }

    /// <summary>Takes one short line for every happening.</summary>
    public required Action<string> Say { get; init; }

    /// <summary>How many times faster than it was; more than 0, at most 100.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>The recorded day; null for the one with most requests.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Where the day is entered and entered again.</summary>
    public TimeOnly From { get; init; } = new(9, 0);

    /// <summary>Where it is left.</summary>
    public TimeOnly To { get; init; } = new(17, 0);

    /// <summary>Draws what the record does not show.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
