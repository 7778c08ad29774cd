namespace AcdRouter.Processes;

/// <summary>
/// What runs a partition once its state is loaded and the journal claimed: the loop that decides, the pump that publishes, the
/// shadow that saves snapshots. The host runs them as tasks, the stepper moves them by hand.
/// </summary>
internal readonly record struct PartitionParts(PartitionLoop Loop, NewsPump Pump, Shadow Shadow)
{
    /// <summary>Loads the state, claims the journal and puts the parts together.</summary>
    /// <exception cref="JournalDamagedException">The journal cannot be read whole, or has lost records.</exception>
    /// <exception cref="HistoryLostException">The journal ends before what is known of it.</exception>
    /// <exception cref="JournalTakenException">Another writer took the journal at the same time.</exception>
    public static async ValueTask<PartitionParts> StartAsync(
        PartitionOptions options,
        Mailbox mailbox,
        Signal arrived,
        Func<CancellationToken, ValueTask<StateHash>> liveHash,
        Action<PartitionStatus> report,
        CancellationToken cancellationToken)
    {
        var codec = new RecordCodec(options.Layout);
        // The head is read last: whatever was written before it must lie behind it.
        var snapshot = await options.Journal.ReadSnapshotSequenceAsync(cancellationToken).ConfigureAwait(false);
        var cursor = await options.Journal.LoadCursorAsync(cancellationToken).ConfigureAwait(false);
        var head = await options.Journal.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        if (options.KnownHead is { } known) ForeignHead.ThrowIfShorter(options.Partition, known, head);
        if (snapshot > head.Sequence || cursor > head.Sequence)
        {
            throw new JournalDamagedException(
                $"The journal ends at record {head.Sequence}, but the snapshot at {snapshot} and the news told through {cursor} prove that it went further: records are lost.");
        }
        var state = options.Follower is { } follower
            ? await follower.TakeAsync(head, cancellationToken).ConfigureAwait(false)
            : await PartitionLoader.LoadAsync(options.Journal, options.Layout, head.Sequence, cancellationToken).ConfigureAwait(false);
        if (state.Sequence != head.Sequence || state.Epoch != head.Epoch || state.Owner != head.Owner)
        {
            throw new JournalDamagedException(
                $"The journal's head is at record {head.Sequence}, epoch {head.Epoch}; its records end at {state.Sequence}, epoch {state.Epoch}.");
        }
        var loop = new PartitionLoop(options, codec, mailbox, arrived, state, head, report);
        try
        {
            var seen = await options.Journal.ReadLastSeenAsync(cancellationToken).ConfigureAwait(false);
            await loop.ClaimAsync(seen, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            loop.Dispose();
            throw;
        }
        var pump = new NewsPump(options, codec, loop.State.Origin, cursor, loop.State.Sequence);
        var shadow = new Shadow(options, codec, liveHash, () => pump.SavedCursor, snapshot, loop.Head);
        loop.Start(pump, shadow);
        return new PartitionParts(loop, pump, shadow);
    }
}
