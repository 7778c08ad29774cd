using AcdRouter.Simulation.Recordings;
using AcdRouter.Simulation.Staffing;

namespace AcdRouter.Simulation.Replaying;

/// <summary>Replays a recorded month through the engine and sets the outcome beside the record.</summary>
public static class Replay
{
    // Often enough for a person who watches, seldom enough to cost nothing.
    private const int RequestsPerReport = 500;

    /// <summary>Replays a month. Without a speed the returned task is complete on return.</summary>
    /// <param name="month">The recorded calls.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told how far it has come; null for nobody.</param>
    /// <param name="cancellationToken">Ends the replay with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ReplayFailedException">The engine refused what it must not refuse.</exception>
    public static async Task<ReplayReport> RunAsync(
        RecordedMonth month, ReplayOptions options, IProgress<ReplayProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.Speed is not (null or (>= ReplayOptions.MinSpeed and <= ReplayOptions.MaxSpeed)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Speed, $"The speed must be {ReplayOptions.MinSpeed} to {ReplayOptions.MaxSpeed}.");
        }
        var staff = options.Staff ?? StaffPlan.Infer(month);
        var script = ReplayScript.Of(month, staff, options.Rule, options.Seed);
        var engine = options.Engine();
        var drive = new ReplayDrive(engine, script, options.Seed);
        await RunAsync(drive, script, options, progress, cancellationToken);
        return Report(month, staff, script.First, options, drive, engine.StateHash());
    }

    private static async Task RunAsync(
        ReplayDrive drive, ReplayScript script, ReplayOptions options, IProgress<ReplayProgress>? progress, CancellationToken cancellationToken)
    {
        var pace = options.Speed is { } speed ? new ReplayPace(options.Time, speed) : null;
        var reported = 0;
        while (drive.Next is { } at)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (pace is not null) await pace.WaitAsync(at, cancellationToken);
            drive.Step();
            if (progress is null || drive.Arrived - reported < RequestsPerReport) continue;
            reported = drive.Arrived;
            progress.Report(new ReplayProgress(script.DayOf(at), reported, script.Customers.Count));
        }
    }

    private static ReplayReport Report(
        RecordedMonth month, StaffPlan staff, DateOnly first, ReplayOptions options, ReplayDrive drive, string stateHash)
    {
        var recorded = RecordedSide.Outcomes(month, first).ToArray();
        var recordedTimes = RecordedSide.AgentTimes(month, staff);
        var recordedByDay = recorded.ToLookup(outcome => outcome.Day);
        var replayedByDay = drive.Outcomes.ToLookup(outcome => outcome.Day);
        var days = new SortedSet<DateOnly>(recordedTimes.Keys.Concat(recordedByDay.Select(day => day.Key)).Concat(drive.AgentTimes.Keys));
        return new ReplayReport
        {
            File = month.File,
            Seed = options.Seed,
            Rule = options.Rule,
            StateHash = stateHash,
            Staffing = staff.Source,
            Days = [.. days.Select(day => new DayReport(day, new FiguresPair(
                Figures.Of([.. recordedByDay[day]], recordedTimes.GetValueOrDefault(day)),
                Figures.Of([.. replayedByDay[day]], drive.AgentTimes.GetValueOrDefault(day)))))],
            Total = new FiguresPair(
                Figures.Of(recorded, Sum(recordedTimes.Values)),
                Figures.Of(drive.Outcomes, Sum(drive.AgentTimes.Values))),
            Malformed = month.Malformed,
            MalformedStaffing = staff.Malformed,
            Oddities = month.Oddities,
            Commands = drive.Commands,
        };
    }

    private static AgentTime Sum(IEnumerable<AgentTime> times) => times.Aggregate(default(AgentTime), (sum, time) => sum + time);
}
