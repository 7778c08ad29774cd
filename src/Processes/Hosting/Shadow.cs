using System.Buffers;

namespace AcdRouter.Processes;

/// <summary>
/// A second instance of the state, built from the journal alone on another thread. It saves snapshots without stopping the loop,
/// each of them proven first: the invariants hold, the live state is the same, and the bytes load to what was saved. What is not
/// proven is not stored, and nothing is forgotten behind it.
/// </summary>
internal sealed class Shadow(
    PartitionOptions options, RecordCodec codec, Func<CancellationToken, ValueTask<StateHash>> liveHash, Func<long> cursor, long lastSnapshot, JournalHead head)
{
    private const int LeastBuffer = 64 * 1024;

    private readonly Signal wanted = new();
    // Snapshots take turns: one that is asked for now, those of the hour, the one of the stop.
    private readonly Signal turn = Signal.AlreadySet();
    private PartitionState? state;
    private long snapshotAt = lastSnapshot;
    private readonly long epoch = head.Epoch;
    private long durable = head.Sequence;
    // The first time later than afterwards: a run that has just taken over has more urgent things to do than to load the state once more.
    private long followed = head.Sequence + KernelLimits.ShadowBeginsAfter;
    private bool hourHasPassed;
    private int savedLength;
    private int asking;

    private bool IsFullyDue => Volatile.Read(ref durable) - Volatile.Read(ref snapshotAt) >= KernelLimits.SnapshotEvery;

    /// <summary>Somebody waits for a snapshot, or it has fallen so far behind that the journal would grow without end.</summary>
    private bool MustHurry =>
        Volatile.Read(ref asking) > 0 || Volatile.Read(ref durable) - Volatile.Read(ref snapshotAt) >= KernelLimits.SnapshotHurriedAfter;

    private bool IsBehind => Volatile.Read(ref durable) - Volatile.Read(ref followed) >= KernelLimits.ShadowEvery;

    /// <summary>Told after each batch; wakes the shadow when a snapshot is due, or when it has enough to read.</summary>
    public void Advanced(long sequence)
    {
        Volatile.Write(ref durable, sequence);
        if (IsFullyDue || IsBehind) wanted.Set();
    }

    /// <summary>Told now and then: snapshot and trim are due also where little happens.</summary>
    public void TimePassed()
    {
        Volatile.Write(ref hourHasPassed, true);
        wanted.Set();
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = KernelLimits.SnapshotRetryMilliseconds;
        while (true)
        {
            await wanted.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (await TryAsync(cancellationToken).ConfigureAwait(false))
            {
                pause = KernelLimits.SnapshotRetryMilliseconds;
                continue;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(pause), options.Time, cancellationToken).ConfigureAwait(false);
            pause = Math.Min(pause * 2, KernelLimits.SnapshotRetryMaxMilliseconds);
            TimePassed();
        }
    }

    /// <summary>Saves a snapshot of all that is durable, once it is proven. False when live and replayed state differ, or the journal is another's.</summary>
    public async ValueTask<bool> SnapshotAsync(CancellationToken cancellationToken)
    {
        // Whoever asks waits for it, also for one that is under way.
        Interlocked.Increment(ref asking);
        try
        {
            return await SnapshotAsync(pace: null, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref asking);
        }
    }

    private async ValueTask<bool> SnapshotAsync(Pace? pace, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SnapshotNowAsync(pace, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Set();
        }
    }

    /// <summary>Saves a snapshot unless the stored one holds all that is durable.</summary>
    public async ValueTask<bool> SnapshotIfDueAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref durable) == Volatile.Read(ref snapshotAt) || await SnapshotAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// The snapshot of a stop, not stored yet: of the replayed state, after comparing it with the live one, which is at rest. Null when
    /// they differ.
    /// </summary>
    public async ValueTask<StoredSnapshot?> LastSnapshotAsync(PartitionState live, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var snapshot = await SaveAsync(live.Sequence, pace: null, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (!Agrees(snapshot, new StateHash(live.Sequence, live.Hash()))) return null;
            cancellationToken.ThrowIfCancellationRequested();
            Prove(snapshot, pace: null);
            return snapshot;
        }
        finally
        {
            turn.Set();
        }
    }

    /// <summary>
    /// Stores a snapshot that is proven, and forgets the records behind it. False when another writer has the journal: its history may
    /// be another one, in whose place an old owner's snapshot must never come.
    /// </summary>
    public async ValueTask<bool> StoreAsync(StoredSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (!await IsOursAsync(cancellationToken).ConfigureAwait(false)) return false;
        await options.Journal.SaveSnapshotAsync(snapshot, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref snapshotAt, snapshot.Sequence);
        options.Observer.SnapshotSaved(snapshot.Sequence, snapshot.State.Length);
        await TrimAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<bool> SnapshotNowAsync(Pace? pace, CancellationToken cancellationToken)
    {
        // No further than what the loop knows to be durable: the journal may show records that a crash would still take away.
        var through = Volatile.Read(ref durable);
        StateHash? live = null;
        if (savedLength > 0 && savedLength <= KernelLimits.LiveHashMaxBytes)
        {
            // Asked first: a state that is saved before it has moved on by then, and would have to be saved again.
            await CatchUpAsync(through, pace, cancellationToken).ConfigureAwait(false);
            live = await liveHash(cancellationToken).ConfigureAwait(false);
            through = live.Sequence;
        }
        var snapshot = await SaveAsync(through, pace, cancellationToken).ConfigureAwait(false);
        if (live is null && snapshot.State.Length <= KernelLimits.LiveHashMaxBytes)
        {
            live = await liveHash(cancellationToken).ConfigureAwait(false);
            if (live.Sequence != snapshot.Sequence) snapshot = await SaveAsync(live.Sequence, pace, cancellationToken).ConfigureAwait(false);
        }
        if (live is not null && !Agrees(snapshot, live)) return false;
        if (pace is null) Prove(snapshot, pace: null);
        else await pace.RunAsync(() => Prove(snapshot, pace)).ConfigureAwait(false);
        return await StoreAsync(snapshot, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsOursAsync(CancellationToken cancellationToken)
    {
        var head = await options.Journal.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        return head.Epoch == epoch && head.Owner == options.Run.ToString();
    }

    /// <summary>Does what is due. False when it failed: the old snapshot stays, and it is tried again after a pause.</summary>
    private async ValueTask<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!Interlocked.Exchange(ref hourHasPassed, false) && !IsFullyDue) return await FollowAsync(cancellationToken).ConfigureAwait(false);
            if (Volatile.Read(ref durable) > Volatile.Read(ref snapshotAt)) return await SnapshotAsync(new Pace(options.Time, () => MustHurry, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (!await IsOursAsync(cancellationToken).ConfigureAwait(false)) return false;
            await TrimAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (PartitionUnavailableException) when (!cancellationToken.IsCancellationRequested)
        {
            // The loop cannot say its hash, as it stops or waits for the journal; the operator knows.
            return false;
        }
        catch (Exception e) when (e is not InvariantBrokenException && !cancellationToken.IsCancellationRequested)
        {
            options.Observer.PublishingFailed(e);
            return false;
        }
    }

    /// <summary>
    /// Reads on a little at a time, so that a snapshot has little left to read: everything at once would take a processor from the loop for
    /// seconds.
    /// </summary>
    private async ValueTask<bool> FollowAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (IsBehind) await CatchUpAsync(Volatile.Read(ref durable), new Pace(options.Time, () => MustHurry, cancellationToken), cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            turn.Set();
        }
    }

    private async ValueTask<StoredSnapshot> SaveAsync(long through, Pace? pace, CancellationToken cancellationToken)
    {
        var caught = await CatchUpAsync(through, pace, cancellationToken).ConfigureAwait(false);
        return pace is null ? Save(caught, pace: null) : await pace.RunAsync(() => Save(caught, pace)).ConfigureAwait(false);
    }

    private StoredSnapshot Save(PartitionState caught, Pace? pace)
    {
        caught.AssertInvariants(pace);
        // About as long as the one before it: a buffer that grows as it fills costs several times as much memory.
        var buffer = new ArrayBufferWriter<byte>(Math.Max(LeastBuffer, savedLength + savedLength / 8));
        caught.Save(pace is null ? buffer : new PacedBuffer(buffer, pace));
        savedLength = buffer.WrittenCount;
        return new StoredSnapshot(caught.Sequence, PartitionState.HashOf(buffer.WrittenSpan, pace), buffer.WrittenMemory);
    }

    private async ValueTask<PartitionState> CatchUpAsync(long through, Pace? pace, CancellationToken cancellationToken)
    {
        try
        {
            state ??= await PartitionLoader.LoadSnapshotAsync(options.Journal, options.Layout, through, cancellationToken, pace).ConfigureAwait(false);
            await PartitionLoader.CatchUpAsync(state, options.Journal, codec, through, cancellationToken, pace).ConfigureAwait(false);
            Volatile.Write(ref followed, state.Sequence);
            return state;
        }
        catch (Exception e) when (e is not IOException and not OperationCanceledException)
        {
            // It may hold half of a record.
            state = null;
            throw;
        }
    }

    private bool Agrees(StoredSnapshot replayed, StateHash live)
    {
        if (replayed.Sequence != live.Sequence)
            throw new IOException($"The journal gave records through {replayed.Sequence}; the live state is at {live.Sequence}.");
        if (replayed.Hash == live.Hash) return true;
        options.Observer.HashMismatch(live.Sequence, live.Hash, replayed.Hash);
        return false;
    }

    /// <summary>What the next start would load must be what was saved, or the records behind it may not be forgotten.</summary>
    private void Prove(StoredSnapshot snapshot, Pace? pace)
    {
        if (PartitionState.Load(options.Layout, snapshot.State, out _, pace).Hash(pace) != snapshot.Hash)
            throw new InvalidOperationException($"The state saved at record {snapshot.Sequence} loads to another state: a defect. It is not stored.");
    }

    /// <summary>Forgets what lies behind both snapshot and cursor. The journal keeps time itself, so it is asked also when nothing is new.</summary>
    private ValueTask TrimAsync(CancellationToken cancellationToken) =>
        options.Journal.TrimAsync(Math.Min(Volatile.Read(ref snapshotAt), cursor()), cancellationToken);
}
