namespace AcdRouter.Processes;

/// <summary>
/// A second instance of the state, built from the journal alone on another thread. It saves snapshots without stopping the loop,
/// and proves at every snapshot that what is stored leads to the state that is live.
/// </summary>
internal sealed class Shadow(
    PartitionOptions options, RecordCodec codec, Func<CancellationToken, ValueTask<StateHash>> liveHash, Func<long> cursor, long lastSnapshot, long head)
{
    private readonly Signal wanted = new();
    private PartitionState? state;
    private long snapshotAt = lastSnapshot;
    private long durable = head;

    /// <summary>Told after each batch; wakes the shadow when a snapshot is due.</summary>
    public void Advanced(long sequence)
    {
        Volatile.Write(ref durable, sequence);
        if (sequence - Volatile.Read(ref snapshotAt) >= KernelLimits.SnapshotEvery) wanted.Set();
    }

    /// <summary>Told now and then: snapshot and trim are due also where little happens.</summary>
    public void TimePassed() => wanted.Set();

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await wanted.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (Volatile.Read(ref durable) > Volatile.Read(ref snapshotAt)) await SnapshotAsync(cancellationToken).ConfigureAwait(false);
                else await TrimAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not InvariantBrokenException && !cancellationToken.IsCancellationRequested)
            {
                // The journal is away or the state cannot be read back: the old snapshot stays, and the next turn tries again.
                state = null;
                options.Observer.PublishingFailed(e);
            }
        }
    }

    /// <summary>Stores a state whose bytes are at hand, and forgets the records behind it.</summary>
    public async ValueTask StoreAsync(long sequence, byte[] saved, CancellationToken cancellationToken)
    {
        await options.Journal.SaveSnapshotAsync(new StoredSnapshot(sequence, PartitionState.HashOf(saved), saved), cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref snapshotAt, sequence);
        options.Observer.SnapshotSaved(sequence, saved.Length);
        await TrimAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Saves a snapshot of all that is durable and compares its hash with the live one.</summary>
    public async ValueTask SnapshotAsync(CancellationToken cancellationToken)
    {
        // No further than what the loop knows to be durable: the journal may show records that a crash would still take away.
        var through = Volatile.Read(ref durable);
        state ??= await PartitionLoader.LoadAsync(options.Journal, options.Layout, through, cancellationToken).ConfigureAwait(false);
        await PartitionLoader.CatchUpAsync(state, options.Journal, codec, through, cancellationToken).ConfigureAwait(false);
        state.AssertInvariants();
        var saved = state.Save();
        await StoreAsync(state.Sequence, saved, cancellationToken).ConfigureAwait(false);
        if (saved.Length > KernelLimits.LiveHashMaxBytes) return;
        var live = await liveHash(cancellationToken).ConfigureAwait(false);
        await PartitionLoader.CatchUpAsync(state, options.Journal, codec, live.Sequence, cancellationToken).ConfigureAwait(false);
        var replayed = state.Hash();
        if (replayed != live.Hash) options.Observer.HashMismatch(live.Sequence, live.Hash, replayed);
    }

    /// <summary>Forgets what lies behind both snapshot and cursor. The journal keeps time itself, so it is asked also when nothing is new.</summary>
    private ValueTask TrimAsync(CancellationToken cancellationToken) =>
        options.Journal.TrimAsync(Math.Min(Volatile.Read(ref snapshotAt), cursor()), cancellationToken);
}
