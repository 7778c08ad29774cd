namespace AcdRouter.Processes;

/// <summary>Asks the journal until it answers, and knows how long that has taken.</summary>
internal sealed class JournalWait : IDisposable
{
    private readonly PartitionOptions options;
    private readonly Action<Exception> noteAway;
    private readonly ITimer watch;
    private long waitingSince;
    private int away;

    /// <param name="options">The clock and who is told.</param>
    /// <param name="noteAway">Called after each call that failed.</param>
    public JournalWait(PartitionOptions options, Action<Exception> noteAway)
    {
        this.options = options;
        this.noteAway = noteAway;
        watch = options.Time.CreateTimer(static wait => ((JournalWait)wait!).NoteHanging(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True when the journal has not answered for longer than a caller should be kept waiting.</summary>
    public bool AwayTooLong =>
        Volatile.Read(ref waitingSince) is var since && since != 0
        && options.Time.GetElapsedTime(since).TotalMilliseconds > KernelLimits.JournalAwayMilliseconds;

    /// <summary>
    /// Asks the journal until it answers. A call that failed may have been carried out all the same; asking again is safe, because
    /// the journal knows a batch again by its id. What the journal rejects as no batch at all is a defect and not tried again.
    /// </summary>
    public async ValueTask<T> UntilThereAsync<T>(Func<ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        Volatile.Write(ref waitingSince, options.Time.GetTimestamp());
        watch.Change(TimeSpan.FromMilliseconds(KernelLimits.JournalAwayMilliseconds), Timeout.InfiniteTimeSpan);
        for (var pause = KernelLimits.AppendRetryMilliseconds; ; pause = Math.Min(pause * 2, KernelLimits.AppendRetryMaxMilliseconds))
        {
            try
            {
                var answer = await ask().ConfigureAwait(false);
                NoteBack();
                return answer;
            }
            catch (Exception e) when (!EndsTheRun(e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Volatile.Write(ref away, 1);
                noteAway(e);
                options.Observer.JournalAway(e);
                await Task.Delay(TimeSpan.FromMilliseconds(pause), options.Time, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                // The journal has answered, if only to end the run: nobody is told any more that it is away.
                Volatile.Write(ref waitingSince, 0);
                throw;
            }
        }
    }

    public void Dispose() => watch.Dispose();

    private static bool EndsTheRun(Exception e) =>
        e is JournalTakenException or HistoryLostException or JournalHaltedException or JournalDamagedException or ArgumentException;

    /// <summary>Called by a timer while the loop waits for a call that neither returns nor throws.</summary>
    private void NoteHanging()
    {
        if (Volatile.Read(ref waitingSince) == 0 || Interlocked.Exchange(ref away, 1) == 1) return;
        options.Observer.JournalAway(new TimeoutException($"The journal has not answered for {KernelLimits.JournalAwayMilliseconds} ms."));
    }

    private void NoteBack()
    {
        watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var since = waitingSince;
        Volatile.Write(ref waitingSince, 0);
        if (Interlocked.Exchange(ref away, 0) == 1) options.Observer.JournalBack((long)options.Time.GetElapsedTime(since).TotalMilliseconds);
    }
}
