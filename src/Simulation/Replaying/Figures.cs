namespace AcdRouter.Simulation.Replaying;

/// <summary>What a day or a month came to. Shares and means are null where there is nothing to divide by.</summary>
public sealed record Figures
{
    /// <summary>Answered within so many seconds counts for the service level.</summary>
    public const int ServiceLevelSeconds = 20;

    /// <summary>Requests for an agent.</summary>
    public required int Requests { get; init; }

    /// <summary>Those an agent answered.</summary>
    public required int Answered { get; init; }

    /// <summary>Those given up.</summary>
    public required int Abandoned { get; init; }

    /// <summary>Those a full queue refused; none in the record.</summary>
    public required int Refused { get; init; }

    /// <summary>Abandoned of all requests, 0 to 1.</summary>
    public required double? AbandonedShare { get; init; }

    /// <summary>Mean wait of the answered.</summary>
    public required double? AverageSpeedOfAnswerSeconds { get; init; }

    /// <summary>Answered within <see cref="ServiceLevelSeconds"/> of all requests, 0 to 1.</summary>
    public required double? ServiceLevel { get; init; }

    /// <summary>Handling and wrap-up of the signed-in time.</summary>
    public required double? Occupancy { get; init; }

    /// <summary>Most requests waiting at once, over all queues.</summary>
    public required int LongestQueue { get; init; }

    /// <summary>Computes the figures.</summary>
    /// <param name="outcomes">The requests, in any order.</param>
    /// <param name="work">What the agents' time came to.</param>
    public static Figures Of(IReadOnlyCollection<RequestOutcome> outcomes, AgentTime work)
    {
        var answered = outcomes.Where(outcome => outcome.Fate == RequestFate.Answered).ToArray();
        var abandoned = outcomes.Count(outcome => outcome.Fate == RequestFate.Abandoned);
        var inTime = answered.Count(outcome => outcome.WaitMilliseconds <= ServiceLevelSeconds * 1000L);
        return new Figures
        {
            Requests = outcomes.Count,
            Answered = answered.Length,
            Abandoned = abandoned,
            Refused = outcomes.Count - answered.Length - abandoned,
            AbandonedShare = Share(abandoned, outcomes.Count),
            AverageSpeedOfAnswerSeconds = Share(answered.Sum(outcome => outcome.WaitMilliseconds), answered.Length * 1000L),
            ServiceLevel = Share(inTime, outcomes.Count),
            Occupancy = Share(work.HandlingMilliseconds, work.SignedInMilliseconds),
            LongestQueue = LongestQueueOf(outcomes),
        };
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private static int LongestQueueOf(IReadOnlyCollection<RequestOutcome> outcomes)
    {
        // Who leaves in an instant makes room before who comes in it; who does not wait is never counted.
        var steps = new List<(long At, int Step)>(outcomes.Count * 2);
        foreach (var outcome in outcomes)
        {
            if (outcome.WaitMilliseconds <= 0) continue;
            steps.Add((outcome.ArrivalMilliseconds, 1));
            steps.Add((outcome.ArrivalMilliseconds + outcome.WaitMilliseconds, -1));
        }
        steps.Sort();
        var (waiting, longest) = (0, 0);
        foreach (var (_, step) in steps)
        {
            waiting += step;
            longest = Math.Max(longest, waiting);
        }
        return longest;
    }
}
