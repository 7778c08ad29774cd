namespace AcdRouter.Processes;

/// <summary>
/// Keeps long work beside the loop to a share of one processor: it works for a slice, then rests. At full speed it would take a whole
/// processor from everybody who waits for an answer. The work runs on a thread of its own, which a rest may block.
/// </summary>
/// <param name="time">Measures the work; the rests are real time, for nobody moves a test's clock for them.</param>
/// <param name="mustHurry">Asked before each rest: true leaves it out.</param>
/// <param name="cancellationToken">Ends the work at its next rest.</param>
internal sealed class Pace(TimeProvider time, Func<bool> mustHurry, CancellationToken cancellationToken)
{
    /// <summary>A fifth of a processor: some 0.5 s of work become some 2.5 s.</summary>
    private const int RestsForEachSlice = 4;

    /// <summary>Nobody notices so long.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(2);

    /// <summary>A slice that was interrupted looks longer than what it took.</summary>
    private static readonly TimeSpan RestAtMost = TimeSpan.FromMilliseconds(20);

    private long begun = time.GetTimestamp();

    /// <summary>Runs work on a thread of its own.</summary>
    public Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    /// <inheritdoc cref="RunAsync{T}(Func{T})"/>
    public Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    /// <summary>Called between small steps of the work.</summary>
    /// <exception cref="OperationCanceledException">The work is not wanted any more.</exception>
    public void Rest()
    {
        if (Due() is not { } rest) return;
        cancellationToken.WaitHandle.WaitOne(rest);
        cancellationToken.ThrowIfCancellationRequested();
        begun = time.GetTimestamp();
    }

    /// <summary>The same where the work waits for others anyway, and so has no thread of its own.</summary>
    public async ValueTask RestAsync()
    {
        if (Due() is not { } rest) return;
        await Task.Delay(rest, cancellationToken).ConfigureAwait(false);
        begun = time.GetTimestamp();
    }

    private TimeSpan? Due()
    {
        var worked = time.GetElapsedTime(begun);
        if (worked < Slice) return null;
        cancellationToken.ThrowIfCancellationRequested();
        var rest = mustHurry() ? TimeSpan.Zero : worked * RestsForEachSlice;
        return rest < RestAtMost ? rest : RestAtMost;
    }
}
