using AcdRouter.Processes;

namespace AcdRouter.Simulation.Load;

/// <summary>
/// A partition's records, copied as they come: a journal is trimmed behind its snapshots, and a record that is not what it was when
/// it was copied shows a history that was forked.
/// </summary>
public sealed class JournalCopy(int partition)
{
    private readonly SortedDictionary<long, ReadOnlyMemory<byte>> records = [];

    public int Partition { get; } = partition;

    public long Last { get; private set; }

    /// <summary>The records in order.</summary>
    public IEnumerable<StoredRecord> Records => records.Select(each => new StoredRecord(each.Key, each.Value));

    /// <summary>Copies what has come since the last time.</summary>
    public async Task CatchUpAsync(IJournal journal, CancellationToken cancellationToken)
    {
        await foreach (var record in journal.ReadAsync(Last, cancellationToken))
        {
            Add(record);
        }
    }

    /// <summary>Copies the rest and compares what the journal still holds with what was copied; says where they differ.</summary>
    public async Task CompareAsync(IJournal journal, LoadFindings findings, CancellationToken cancellationToken)
    {
        await CatchUpAsync(journal, cancellationToken);
        var head = await journal.ReadHeadAsync(cancellationToken);
        if (head.Sequence < Last) findings.Lost($"partition {Partition} ends with record {head.Sequence}; record {Last} was there");
        try
        {
            await foreach (var record in journal.ReadAsync(0, cancellationToken)) Keep(record, findings);
        }
        catch (JournalTrimmedException)
        {
            // What is trimmed cannot be compared; it was copied before.
        }
    }

    /// <summary>Takes a record, or compares it with the one that was taken.</summary>
    public void Keep(StoredRecord record, LoadFindings findings)
    {
        if (records.TryGetValue(record.Sequence, out var known) && !known.Span.SequenceEqual(record.Payload.Span))
        {
            findings.Surprising($"record {record.Sequence} of partition {Partition} is not what it was: the history was forked");
        }
        Add(record);
    }

    private void Add(StoredRecord record)
    {
        lock (records)
        {
            if (!records.TryAdd(record.Sequence, record.Payload)) return;
            Last = Math.Max(Last, record.Sequence);
        }
    }
}
