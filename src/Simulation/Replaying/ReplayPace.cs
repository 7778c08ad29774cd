namespace AcdRouter.Simulation.Replaying;

/// <summary>Keeps a replay at so many times the speed of the record. Starts with the first moment waited for.</summary>
/// <param name="time">The clock.</param>
/// <param name="speed">1 for real time.</param>
internal sealed class ReplayPace(TimeProvider time, double speed)
{
    // A single wait that the framework's timer allows; longer ones are made of several.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private long? firstMilliseconds;
    private long startedAt;

    public async Task WaitAsync(long atMilliseconds, CancellationToken cancellationToken)
    {
        if (firstMilliseconds is null)
        {
            firstMilliseconds = atMilliseconds;
            startedAt = time.GetTimestamp();
        }
        var due = TimeSpan.FromMilliseconds((atMilliseconds - firstMilliseconds.Value) / speed);
        while (due - time.GetElapsedTime(startedAt) is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest < LongestWait ? rest : LongestWait, time, cancellationToken);
        }
    }
}
