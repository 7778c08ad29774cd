using System.Runtime.CompilerServices;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>A journal that lives as long as its object: for tests and simulation. Keeps copies, as a real one does.</summary>
public sealed class InMemoryJournal : IJournal
{
    /// <summary>Records copied out at once, so that a reader neither holds the lock nor sees half a batch.</summary>
    private const int ReadChunk = 256;

    private readonly Lock sync = new();
    private readonly List<ReadOnlyMemory<byte>> records = [];
    private long trimmedThrough;
    private JournalHead head = JournalHead.Empty;
    private StoredSnapshot? snapshot;
    private long cursor;

    /// <inheritdoc/>
    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync) return ValueTask.FromResult(head);
    }

    /// <inheritdoc/>
    public ValueTask<JournalHead> AppendAsync(JournalHead expected, JournalBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            if (AppendRules.MustWrite(head, expected, batch))
            {
                foreach (var record in batch.Records) records.Add(record.Payload.ToArray());
                head = batch.Head;
            }
            return ValueTask.FromResult(head);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredRecord> ReadAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        var through = (await ReadHeadAsync(cancellationToken)).Sequence;
        while (afterSequence < through)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var record in Copy(afterSequence, through)) yield return record;
            afterSequence += ReadChunk;
        }
    }

    /// <inheritdoc/>
    public ValueTask SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(snapshot.Sequence, head.Sequence);
            if (this.snapshot?.Sequence > snapshot.Sequence) return ValueTask.CompletedTask;
            this.snapshot = snapshot with { State = snapshot.State.ToArray() };
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<StoredSnapshot?> LoadSnapshotAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync) return ValueTask.FromResult(snapshot is { } saved ? saved with { State = saved.State.ToArray() } : null);
    }

    /// <inheritdoc/>
    public ValueTask SaveCursorAsync(long sequence, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, head.Sequence);
            cursor = sequence;
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<long> LoadCursorAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync) return ValueTask.FromResult(cursor);
    }

    /// <inheritdoc/>
    public ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            var through = Math.Min(throughSequence, head.Sequence);
            if (through <= trimmedThrough) return ValueTask.CompletedTask;
            records.RemoveRange(0, (int)(through - trimmedThrough));
            trimmedThrough = through;
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>Keeps everything: a test that "restarts" goes on with the same object.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private List<StoredRecord> Copy(long after, long through)
    {
        lock (sync)
        {
            if (after < trimmedThrough) throw Trimmed(after);
            var count = (int)Math.Min(ReadChunk, through - after);
            var copies = new List<StoredRecord>(count);
            for (var sequence = after + 1; sequence <= after + count; sequence++)
            {
                copies.Add(new StoredRecord(sequence, records[(int)(sequence - trimmedThrough - 1)].ToArray()));
            }
            return copies;
        }
    }

    private JournalTrimmedException Trimmed(long after) =>
        new($"Records from {after + 1} on were asked for; those through {trimmedThrough} are trimmed away.");
}
