using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>A partition as it is at one moment: head, snapshot, records, cursor, and the state that they add up to.</summary>
/// <param name="Head">Its head.</param>
/// <param name="Snapshot">Its snapshot, or null.</param>
/// <param name="Records">From the first one there is through the head.</param>
/// <param name="Cursor">Up to where all news is confirmed.</param>
/// <param name="State">The state at the head.</param>
internal sealed record SavedPartition(JournalHead Head, StoredSnapshot? Snapshot, IReadOnlyList<StoredRecord> Records, long Cursor, PartitionState State)
{
    /// <summary>A writer beside us may trim what is being read; its next snapshot is thousands of records away.</summary>
    private const int Tries = 5;

    /// <summary>Reads it, also beside a running program.</summary>
    public static async Task<SavedPartition> ReadAsync(IJournal journal, CancellationToken cancellationToken)
    {
        for (var left = Tries; ; left--)
        {
            try
            {
                return await TryReadAsync(journal, cancellationToken);
            }
            catch (JournalTrimmedException) when (left > 1)
            {
                // Snapshot and records are read anew, from the newer snapshot on.
            }
        }
    }

    private static async Task<SavedPartition> TryReadAsync(IJournal journal, CancellationToken cancellationToken)
    {
        // The cursor first: what it confirms must not be missing from the history, which is read last.
        var cursor = await journal.LoadCursorAsync(cancellationToken);
        var snapshot = await journal.LoadSnapshotAsync(cancellationToken);
        // Behind snapshot and cursor: both lag behind the head.
        var head = await journal.ReadHeadAsync(cancellationToken);
        var records = await ReadAllAsync(journal, snapshot?.Sequence ?? 0, head.Sequence, cancellationToken);
        var state = snapshot is null ? new PartitionState(SiteProcesses.Layout) : PartitionState.Load(SiteProcesses.Layout, snapshot.State);
        var codec = new RecordCodec(SiteProcesses.Layout);
        foreach (var record in records.Where(record => record.Sequence > state.Sequence)) state.Apply(codec.Read(record));
        return state.Sequence == head.Sequence
            ? new SavedPartition(head, snapshot, records, cursor, state)
            : throw new JournalDamagedException($"The journal ends with record {state.Sequence}; its head names {head.Sequence}.");
    }

    // From the very first one where that is still there: explanations of what was decided before the snapshot need it.
    private static async Task<List<StoredRecord>> ReadAllAsync(IJournal journal, long snapshot, long through, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(journal, 0, through, cancellationToken);
        }
        catch (JournalTrimmedException) when (snapshot > 0)
        {
            return await ReadAsync(journal, snapshot, through, cancellationToken);
        }
    }

    private static async Task<List<StoredRecord>> ReadAsync(IJournal journal, long after, long through, CancellationToken cancellationToken)
    {
        var records = new List<StoredRecord>();
        if (after >= through) return records;
        await foreach (var record in journal.ReadAsync(after, cancellationToken))
        {
            if (record.Sequence > through) break;
            records.Add(record);
        }
        return records;
    }
}
