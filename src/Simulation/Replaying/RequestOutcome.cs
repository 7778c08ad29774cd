namespace AcdRouter.Simulation.Replaying;

/// <summary>How a request went, recorded or replayed.</summary>
public enum RequestFate
{
    /// <summary>An agent answered.</summary>
    Answered = 1,

    /// <summary>The customer gave up waiting.</summary>
    Abandoned = 2,

    /// <summary>The queue refused it.</summary>
    Refused = 3,
}

/// <summary>One request, recorded or replayed.</summary>
/// <param name="Day">The day under which it was recorded.</param>
/// <param name="ArrivalMilliseconds">When it arrived, since the first day began.</param>
/// <param name="WaitMilliseconds">How long it waited; 0 when refused.</param>
/// <param name="Fate">How it went.</param>
public readonly record struct RequestOutcome(DateOnly Day, long ArrivalMilliseconds, long WaitMilliseconds, RequestFate Fate);
