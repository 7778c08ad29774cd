using AcdRouter.Simulation.Recordings;
using AcdRouter.Simulation.Staffing;

namespace AcdRouter.Simulation.Replaying;

/// <summary>Recorded and replayed side by side.</summary>
/// <param name="Recorded">As it was.</param>
/// <param name="Replayed">As the engine would have done it.</param>
public sealed record FiguresPair(Figures Recorded, Figures Replayed);

/// <summary>One day of a report.</summary>
/// <param name="Date">The day.</param>
/// <param name="Figures">Its figures.</param>
public sealed record DayReport(DateOnly Date, FiguresPair Figures);

/// <summary>What a replay came to. The same file, seed, rule and staffing make the same report.</summary>
public sealed record ReplayReport
{
    /// <summary>The file, as it was named.</summary>
    public required string File { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The rule.</summary>
    public required ReplayRule Rule { get; init; }

    /// <summary>Hash of the engine's state after the last event, in hex.</summary>
    public required string StateHash { get; init; }

    /// <summary>Where shifts and skills came from.</summary>
    public required StaffingSource Staffing { get; init; }

    /// <summary>Every day with a request or a shift, in order.</summary>
    public required IReadOnlyList<DayReport> Days { get; init; }

    /// <summary>The whole month.</summary>
    public required FiguresPair Total { get; init; }

    /// <summary>Rows that could not be read, of the calls.</summary>
    public required MalformedRows Malformed { get; init; }

    /// <summary>Rows that could not be read, of the agents' files.</summary>
    public required MalformedRows MalformedStaffing { get; init; }

    /// <summary>What was odd in the record and was survived.</summary>
    public required Oddities Oddities { get; init; }

    /// <summary>Commands handed to the engine.</summary>
    public required long Commands { get; init; }
}
