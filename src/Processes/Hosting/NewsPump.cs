namespace AcdRouter.Processes;

/// <summary>
/// Takes durable records to the history store and to the bus, each on a lane of its own, and saves the cursor: the last record of which
/// everything has arrived everywhere.
/// </summary>
internal sealed class NewsPump
{
    private static readonly TimeSpan CursorEvery = TimeSpan.FromMilliseconds(KernelLimits.CursorEveryMilliseconds);

    private readonly PartitionOptions options;
    private readonly Signal confirmed = new();
    private readonly List<NewsLane> lanes;
    private long saved;
    private long savedAt;

    /// <param name="options">The partition.</param>
    /// <param name="codec">Reads records.</param>
    /// <param name="origin">The history's own name.</param>
    /// <param name="cursor">The last record that is known to be told.</param>
    /// <param name="head">The last record there is.</param>
    public NewsPump(PartitionOptions options, RecordCodec codec, string origin, long cursor, long head)
    {
        this.options = options;
        saved = cursor;
        IEnumerable<IOutlet> outlets =
            [new HistoryOutlet(options, origin), .. options.News.Select(sink => new NewsOutlet(sink, new NewsTranslator(options, origin)))];
        lanes = [.. outlets.Select(outlet => new NewsLane(options, codec, outlet, confirmed, cursor, head))];
    }

    /// <summary>The cursor as stored: what may be trimmed lies behind it.</summary>
    public long SavedCursor => Volatile.Read(ref saved);

    /// <summary>Hands over a durable record; called by the loop, never waits.</summary>
    public void Offer(JournalRecord record)
    {
        foreach (var lane in lanes) lane.Offer(record);
    }

    /// <summary>Hands over an owed message; one that finds no room is sent at its next turn.</summary>
    public void Offer(OutgoingMessage message)
    {
        foreach (var lane in lanes) lane.Offer(message);
    }

    /// <summary>No more follows: the pump ends when all is confirmed.</summary>
    public void Complete()
    {
        foreach (var lane in lanes) lane.Complete();
    }

    /// <summary>Runs until completed or cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = KeepCursorAsync(ending.Token);
        try
        {
            await Task.WhenAll(lanes.Select(lane => RunAsync(lane, ending))).ConfigureAwait(false);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await SaveCursorAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes everything that is at hand to history store and bus.</summary>
    public async ValueTask StepAsync(CancellationToken cancellationToken)
    {
        foreach (var lane in lanes) await lane.StepAsync(cancellationToken).ConfigureAwait(false);
        var now = options.Time.GetTimestamp();
        if (savedAt != 0 && options.Time.GetElapsedTime(savedAt, now) < CursorEvery) return;
        savedAt = now;
        await SaveCursorAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One that fails for good ends the others, so that the failure is seen.</summary>
    private static async Task RunAsync(NewsLane lane, CancellationTokenSource ending)
    {
        try
        {
            await lane.RunAsync(ending.Token).ConfigureAwait(false);
        }
        catch
        {
            await ending.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Beside the lanes: a store that is slow, or busy with a snapshot, must not hold up what is told.</summary>
    private async Task KeepCursorAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await confirmed.WaitAsync(cancellationToken).ConfigureAwait(false);
            // What the first lane confirms moves nothing while another is behind: its own will, and need not wait for that.
            if (!await SaveCursorAsync(cancellationToken).ConfigureAwait(false)) continue;
            await Task.Delay(CursorEvery, options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> SaveCursorAsync(CancellationToken cancellationToken)
    {
        var reached = lanes.Min(static lane => lane.Confirmed);
        if (reached == saved) return false;
        await Insisting.UntilDoneAsync(options, () => options.Journal.SaveCursorAsync(reached, cancellationToken), cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref saved, reached);
        return true;
    }
}
