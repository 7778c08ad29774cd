namespace AcdRouter.Simulation.Recordings;

/// <summary>
/// What is odd in a recorded month and is survived. Rows are counted, not repaired, except that a negative duration counts as
/// none and a time of day before the one it follows lies after midnight.
/// </summary>
public sealed record Oddities
{
    /// <summary>Rows that the center's own system invented; ignored.</summary>
    public int Phantoms { get; init; }

    /// <summary>Calls that ended in self-service; they never asked for an agent.</summary>
    public int EndedInSelfService { get; init; }

    /// <summary>Rows of a type that the documentation does not know; such a type gets a queue of its own.</summary>
    public int UndocumentedTypes { get; init; }

    /// <summary>Requests with a negative wait or service, read as zero.</summary>
    public int NegativeDurations { get; init; }

    /// <summary>Answered calls of zero seconds; replayed as such.</summary>
    public int ZeroServices { get; init; }

    /// <summary>Services of more than an hour; replayed as such.</summary>
    public int ServicesOverAnHour { get; init; }

    /// <summary>Answered calls without an agent's name; whoever is free serves them in a replay.</summary>
    public int UnnamedAgents { get; init; }

    /// <summary>Services that begin before the same agent's last one has ended; a replay serves one at a time.</summary>
    public int OverlappingServices { get; init; }

    /// <summary>Answered calls that left the queue 5 s or more before or after the service began; the recorded wait counts.</summary>
    public int QueueExitsOff { get; init; }

    /// <summary>Calls across midnight.</summary>
    public int AcrossMidnight { get; init; }

    /// <summary>Every count under its name in reports.</summary>
    public IEnumerable<(string Name, int Count)> Named() =>
    [
        ("phantoms", Phantoms),
        ("endedInSelfService", EndedInSelfService),
        ("undocumentedTypes", UndocumentedTypes),
        ("negativeDurations", NegativeDurations),
        ("zeroServices", ZeroServices),
        ("servicesOverAnHour", ServicesOverAnHour),
        ("unnamedAgents", UnnamedAgents),
        ("overlappingServices", OverlappingServices),
        ("queueExitsOff", QueueExitsOff),
        ("acrossMidnight", AcrossMidnight),
    ];
}
