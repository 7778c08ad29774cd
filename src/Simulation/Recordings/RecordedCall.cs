namespace AcdRouter.Simulation.Recordings;

/// <summary>One recorded call that asked for an agent. Times are seconds since its day began, on the wall clock of the center.</summary>
public sealed record RecordedCall
{
    /// <summary>The line of the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What the call is about; queue and skill.</summary>
    public required string Type { get; init; }

    /// <summary>0 and 1 regular, 2 high.</summary>
    public required int Priority { get; init; }

    /// <summary>The day under which the call was recorded.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When the call left self-service and asked for an agent; a call across midnight has 86,400 and more.</summary>
    public required int ArrivalSecond { get; init; }

    /// <summary>Seconds waited before it was answered or hung up; never negative.</summary>
    public required int WaitSeconds { get; init; }

    /// <summary>True when an agent answered, false when the customer hung up waiting.</summary>
    public required bool Answered { get; init; }

    /// <summary>Seconds served; never negative, 0 when not answered.</summary>
    public required int ServiceSeconds { get; init; }

    /// <summary>Who served; null when nobody did or nobody was recorded.</summary>
    public required string? Agent { get; init; }

    /// <summary>When the service began; null when not recorded.</summary>
    public required int? ServiceStartSecond { get; init; }

    /// <summary>When the service ended, past midnight 86,400 and more; null when not recorded.</summary>
    public required int? ServiceEndSecond { get; init; }
}
