namespace AcdRouter.Processes;

/// <summary>Builds a state from snapshot and records.</summary>
public static class PartitionLoader
{
    /// <summary>Loads the last snapshot and every record after it, through a sequence or to the end.</summary>
    public static async ValueTask<PartitionState> LoadAsync(
        IJournal journal, ProcessLayout layout, long through = long.MaxValue, CancellationToken cancellationToken = default)
    {
        var snapshot = await journal.LoadSnapshotAsync(cancellationToken).ConfigureAwait(false);
        var state = snapshot is null || snapshot.Sequence > through
            ? new PartitionState(layout)
            : PartitionState.Load(layout, snapshot.State);
        if (snapshot is not null && state.Sequence == snapshot.Sequence && state.Hash() is var hash && hash != snapshot.Hash)
        {
            throw new JournalDamagedException(
                $"The snapshot at record {snapshot.Sequence} loads to another state than was saved (hash {hash}, saved {snapshot.Hash}).");
        }
        await CatchUpAsync(state, journal, new RecordCodec(layout), through, cancellationToken).ConfigureAwait(false);
        return state;
    }

    /// <summary>Applies the records after the state's sequence, through a sequence or to the end.</summary>
    internal static async ValueTask CatchUpAsync(
        PartitionState state, IJournal journal, RecordCodec codec, long through, CancellationToken cancellationToken)
    {
        if (state.Sequence >= through) return;
        await foreach (var stored in journal.ReadAsync(state.Sequence, cancellationToken).ConfigureAwait(false))
        {
            state.Apply(codec.Read(stored));
            if (state.Sequence >= through) return;
        }
    }
}
