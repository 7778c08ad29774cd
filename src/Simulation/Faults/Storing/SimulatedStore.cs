using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>
/// What is on the disk of a world: one partition's journal as every writer's calls reach it, one at a time. Not sealed, so that
/// tests can plant a defect in it and see that the checker finds it.
/// </summary>
public class SimulatedStore
{
    private readonly List<StoredRecord> archive = [];
    private readonly List<JournalHead> heads = [];
    private long syncedCursor;
    private long cursor;
    private int cursorsSaved;

    /// <summary>The stored head.</summary>
    public JournalHead Head { get; protected set; } = JournalHead.Empty;

    /// <summary>Every record that was ever durable, trimmed ones included: what the checker judges by.</summary>
    public IReadOnlyList<StoredRecord> Archive => archive;

    /// <summary>Records up to this one are trimmed away.</summary>
    public long TrimmedThrough { get; private set; }

    /// <summary>The last snapshot.</summary>
    public StoredSnapshot? Snapshot { get; private set; }

    /// <summary>The saved cursor.</summary>
    public long Cursor => cursor;

    /// <summary>Appends on the one condition that the head is the expected one; otherwise nothing happens.</summary>
    public virtual JournalHead Append(JournalHead expected, JournalHead head, IReadOnlyList<StoredRecord> records)
    {
        if (Head == head || Head != expected) return Head;
        Write(head, records);
        return Head;
    }

    /// <summary>The records after a sequence.</summary>
    public IEnumerable<StoredRecord> Read(long afterSequence)
    {
        if (afterSequence < TrimmedThrough)
            throw new JournalTrimmedException($"Records after {afterSequence} were asked for; those up to {TrimmedThrough} are trimmed away.");
        for (var i = afterSequence; i < archive.Count; i++) yield return archive[(int)i];
    }

    /// <summary>Stores a snapshot. One older than the stored one comes from a writer that was overtaken, and is passed over.</summary>
    public void SaveSnapshot(StoredSnapshot snapshot)
    {
        if (Snapshot is null || snapshot.Sequence > Snapshot.Sequence) Snapshot = snapshot;
    }

    /// <summary>Stores the cursor; only every third is synced, and a writer that was overtaken may set it back.</summary>
    public void SaveCursor(long sequence)
    {
        cursor = sequence;
        if (++cursorsSaved % 3 == 0) syncedCursor = sequence;
    }

    /// <summary>Forgets records; the cursor that a crash brings back may lie among them.</summary>
    public void Trim(long throughSequence) => TrimmedThrough = Math.Max(TrimmedThrough, throughSequence);

    /// <summary>The machine lost its power: what was not synced is gone.</summary>
    public virtual void LosePower() => cursor = syncedCursor;

    /// <summary>
    /// Falls back to a copy that lacks the last batches, as a fail-over to a replica that lagged; no further than the snapshot, of which
    /// it keeps only the last. Returns the record at which it now ends.
    /// </summary>
    internal long FallBack(int batches)
    {
        var bound = Math.Max(TrimmedThrough, Snapshot?.Sequence ?? 0);
        for (; batches > 0 && heads.Count > 1 && heads[^2].Sequence >= bound; batches--) heads.RemoveAt(heads.Count - 1);
        Drop(archive.Count - (int)heads[^1].Sequence, heads[^1]);
        cursor = Math.Min(cursor, Head.Sequence);
        syncedCursor = Math.Min(syncedCursor, Head.Sequence);
        return Head.Sequence;
    }

    /// <summary>Writes records and moves the head, whatever the head is.</summary>
    protected void Write(JournalHead head, IReadOnlyList<StoredRecord> records)
    {
        foreach (var record in records) archive.Add(new StoredRecord(record.Sequence, record.Payload.ToArray()));
        Head = head;
        heads.Add(head);
    }

    /// <summary>Takes the last records away again.</summary>
    protected void Drop(int count, JournalHead head)
    {
        archive.RemoveRange(archive.Count - count, count);
        Head = head;
    }
}
