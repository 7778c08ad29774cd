using System.Text.Json;

namespace AcdRouter.Processes;

/// <summary>Builds a state from snapshot and records.</summary>
public static class PartitionLoader
{
    /// <summary>Loads the last snapshot and every record after it, through a sequence or to the end.</summary>
    /// <exception cref="JournalDamagedException">Snapshot or records cannot be read whole.</exception>
    public static async ValueTask<PartitionState> LoadAsync(
        IJournal journal, ProcessLayout layout, long through = long.MaxValue, CancellationToken cancellationToken = default)
    {
        var state = await LoadSnapshotAsync(journal, layout, through, cancellationToken).ConfigureAwait(false);
        await CatchUpAsync(state, journal, new RecordCodec(layout), through, cancellationToken).ConfigureAwait(false);
        return state;
    }

    /// <summary>The state of the last snapshot; the state before the first record when there is none, or only one of a later record.</summary>
    internal static async ValueTask<PartitionState> LoadSnapshotAsync(
        IJournal journal, ProcessLayout layout, long through, CancellationToken cancellationToken, Pace? pace = null)
    {
        var snapshot = await journal.LoadSnapshotAsync(cancellationToken).ConfigureAwait(false);
        if (snapshot is null || snapshot.Sequence > through) return new PartitionState(layout);
        return pace is null ? Load(layout, snapshot, pace: null) : await pace.RunAsync(() => Load(layout, snapshot, pace)).ConfigureAwait(false);
    }

    /// <summary>Applies the records after the state's sequence, through a sequence or to the end; with a pace it rests on the way.</summary>
    internal static async ValueTask CatchUpAsync(
        PartitionState state, IJournal journal, RecordCodec codec, long through, CancellationToken cancellationToken, Pace? pace = null)
    {
        if (state.Sequence >= through) return;
        await foreach (var stored in journal.ReadAsync(state.Sequence, cancellationToken).ConfigureAwait(false))
        {
            state.Apply(codec.Read(stored));
            if (state.Sequence >= through) return;
            if (pace is not null) await pace.RestAsync().ConfigureAwait(false);
        }
    }

    private static PartitionState Load(ProcessLayout layout, StoredSnapshot snapshot, Pace? pace)
    {
        if (PartitionState.HashOf(snapshot.State.Span, pace) != snapshot.Hash)
            throw new JournalDamagedException($"The bytes of the snapshot at record {snapshot.Sequence} are not those that were saved.");
        PartitionState state;
        int format;
        try
        {
            state = PartitionState.Load(layout, snapshot.State, out format, pace);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new JournalDamagedException($"The snapshot at record {snapshot.Sequence} cannot be read: {e.Message}", e);
        }
        // What an older build saved, this one saves otherwise; then the hash of the bytes alone vouches for them.
        if (state.Sequence != snapshot.Sequence || (format == KernelLimits.StateFormat && state.Hash(pace) != snapshot.Hash))
            throw new JournalDamagedException($"The snapshot at record {snapshot.Sequence} loads to another state than was saved.");
        return state;
    }
}
