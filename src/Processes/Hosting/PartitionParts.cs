namespace AcdRouter.Processes;

/// <summary>
/// What runs a partition once its state is loaded and the journal claimed: the loop that decides, the pump that publishes, the
/// shadow that saves snapshots. The host runs them as tasks, the stepper moves them by hand.
/// </summary>
internal readonly record struct PartitionParts(PartitionLoop Loop, NewsPump Pump, Shadow Shadow)
{
    /// <summary>Loads the state, claims the journal and puts the parts together.</summary>
    /// <exception cref="JournalDamagedException">The journal cannot be read whole.</exception>
    public static async ValueTask<PartitionParts> StartAsync(
        PartitionOptions options,
        Mailbox mailbox,
        Signal arrived,
        Func<CancellationToken, ValueTask<StateHash>> liveHash,
        Action<PartitionStatus> report,
        CancellationToken cancellationToken)
    {
        var codec = new RecordCodec(options.Layout);
        var head = await options.Journal.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        var state = await PartitionLoader.LoadAsync(options.Journal, options.Layout, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (state.Sequence != head.Sequence)
            throw new JournalDamagedException($"The journal's head is at record {head.Sequence}, its records end at {state.Sequence}.");
        var cursor = await options.Journal.LoadCursorAsync(cancellationToken).ConfigureAwait(false);
        var snapshot = await options.Journal.LoadSnapshotAsync(cancellationToken).ConfigureAwait(false);
        var loop = new PartitionLoop(options, codec, mailbox, arrived, state, head, report);
        await loop.ClaimAsync(cancellationToken).ConfigureAwait(false);
        var pump = new NewsPump(options, new NewsTranslator(options.Layout, loop.State.Origin, options.Partition), codec, cursor, loop.State.Sequence);
        var shadow = new Shadow(options, codec, liveHash, () => pump.SavedCursor);
        shadow.Starts(snapshot?.Sequence ?? 0);
        loop.Start(pump, shadow);
        return new PartitionParts(loop, pump, shadow);
    }
}
