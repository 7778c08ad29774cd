using System.Runtime.CompilerServices;
using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Faults;

/// <summary>What a call of <see cref="FaultyJournal.AppendAsync"/> does.</summary>
internal enum Fault
{
    None,
    Throw,
    StoreAndThrow,

    /// <summary>Says that the batch is none: a defect of the writer.</summary>
    Reject,

    /// <summary>Throws now; the call is carried out when the test says so.</summary>
    ThrowAndStoreLate,

    /// <summary>Neither returns nor throws until released, then stores.</summary>
    Hang,
}

/// <summary>A journal in memory that fails as told. One instance is what several runs of a partition, one after the other or at once, share.</summary>
internal sealed class FaultyJournal : IJournal
{
    private readonly Lock door = new();
    private readonly List<StoredRecord> records = [];
    private readonly Queue<Fault> faults = new();
    private readonly List<(JournalHead Expected, JournalBatch Batch)> late = [];
    private TaskCompletionSource hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JournalHead head = JournalHead.Empty;
    private StoredSnapshot? snapshot;
    private long cursor;
    private long trimmed;

    /// <summary>Every call of append, as it begins.</summary>
    public Collected<(JournalHead Expected, JournalBatch Batch)> Calls { get; } = new();

    /// <summary>Every call that saves a snapshot, as it begins.</summary>
    public Collected<long> SnapshotCalls { get; } = new();

    /// <summary>Every snapshot saved.</summary>
    public Collected<StoredSnapshot> Snapshots { get; } = new();

    /// <summary>Every call that trims, once it is done.</summary>
    public Collected<long> Trims { get; } = new();

    /// <summary>Every cursor saved.</summary>
    public Collected<long> Cursors { get; } = new();

    /// <summary>While true every call of append throws.</summary>
    public bool Away { get; set; }

    /// <summary>While true every reading call throws.</summary>
    public bool Unreadable { get; set; }

    /// <summary>While not null, saving a snapshot waits for this, whoever cancels.</summary>
    public TaskCompletionSource? SlowSnapshot { get; set; }

    /// <summary>While not null, loading a snapshot waits for this, whoever cancels.</summary>
    public TaskCompletionSource? SlowLoad { get; set; }

    /// <summary>A defect: what is appended is stored whatever head the writer expects.</summary>
    public bool IgnoresExpectation { get; set; }

    /// <summary>When a writer was last seen, should the journal keep such a note.</summary>
    public Instant? LastSeen { get; set; }

    public JournalHead Head
    {
        get
        {
            lock (door) return head;
        }
    }

    public IReadOnlyList<StoredRecord> Stored
    {
        get
        {
            lock (door) return [.. records];
        }
    }

    public long Trimmed
    {
        get
        {
            lock (door) return trimmed;
        }
    }

    public void Next(params Fault[] next)
    {
        lock (door)
        {
            foreach (var fault in next) faults.Enqueue(fault);
        }
    }

    /// <summary>Forgets the faults that no call has met.</summary>
    public void Forgive()
    {
        lock (door) faults.Clear();
    }

    public void Release() => Interlocked.Exchange(ref hanging, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>Carries out what was thrown away late.</summary>
    public void ExecuteLate()
    {
        lock (door)
        {
            foreach (var (expected, batch) in late) Store(expected, batch);
            late.Clear();
        }
    }

    /// <summary>Another writer claims the journal.</summary>
    public void TakeOver()
    {
        lock (door) head = head with { Epoch = head.Epoch + 1, Owner = "another", Batch = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) };
    }

    /// <summary>Loses the last records, as a disk that lied would.</summary>
    public void LoseTail(int count)
    {
        lock (door)
        {
            head = head with { Sequence = head.Sequence - count };
            records.RemoveAll(each => each.Sequence > head.Sequence);
            cursor = Math.Min(cursor, head.Sequence);
        }
    }

    /// <summary>Forgets everything, as a server does that was started on an empty folder.</summary>
    public void LoseAll()
    {
        lock (door)
        {
            (head, snapshot, cursor, trimmed) = (JournalHead.Empty, null, 0, 0);
            records.Clear();
        }
    }

    public void SetHead(JournalHead stored)
    {
        lock (door) head = stored;
    }

    public void SetCursor(long sequence)
    {
        lock (door) cursor = sequence;
    }

    public void SetSnapshot(StoredSnapshot stored)
    {
        lock (door) snapshot = stored;
    }

    public ValueTask<Instant?> ReadLastSeenAsync(CancellationToken cancellationToken) => new(LastSeen);

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        ThrowIfUnreadable();
        return new(Head);
    }

    public async ValueTask<JournalHead> AppendAsync(JournalHead expected, JournalBatch batch, CancellationToken cancellationToken)
    {
        // What is kept of a call belongs to the journal: the writer reuses its buffer.
        var kept = batch with { Records = [.. batch.Records.Select(each => new StoredRecord(each.Sequence, each.Payload.ToArray()))] };
        Fault fault;
        Task release;
        lock (door)
        {
            fault = Away ? Fault.Throw : faults.TryDequeue(out var next) ? next : Fault.None;
            release = hanging.Task;
        }
        Calls.Add((expected, kept));
        if (fault == Fault.Hang) await release.WaitAsync(cancellationToken);
        if (fault == Fault.Throw) throw new IOException("The journal is told to be away.");
        if (fault == Fault.Reject) throw new ArgumentException("The batch is told to be none.");
        lock (door)
        {
            if (fault == Fault.ThrowAndStoreLate)
            {
                late.Add((expected, kept));
                throw new TimeoutException("The journal is told to be late.");
            }
            var after = Store(expected, kept);
            return fault == Fault.StoreAndThrow ? throw new IOException("The journal is told to lose its answer.") : after;
        }
    }

    public async IAsyncEnumerable<StoredRecord> ReadAsync(long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ThrowIfUnreadable();
        StoredRecord[] found;
        lock (door)
        {
            if (afterSequence < trimmed) throw new JournalTrimmedException($"Records through {trimmed} are trimmed; asked for those after {afterSequence}.");
            found = [.. records.Where(each => each.Sequence > afterSequence)];
        }
        foreach (var each in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfUnreadable();
            yield return each;
        }
        await Task.CompletedTask;
    }

    public async ValueTask SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken)
    {
        SnapshotCalls.Add(snapshot.Sequence);
        if (SlowSnapshot is { } slow) await slow.Task;
        if (Away) throw new IOException("The journal is told to be away.");
        SetSnapshot(snapshot);
        Snapshots.Add(snapshot);
    }

    public async ValueTask<StoredSnapshot?> LoadSnapshotAsync(CancellationToken cancellationToken)
    {
        ThrowIfUnreadable();
        if (SlowLoad is { } slow) await slow.Task;
        lock (door) return snapshot;
    }

    public ValueTask SaveCursorAsync(long sequence, CancellationToken cancellationToken)
    {
        SetCursor(sequence);
        Cursors.Add(sequence);
        return ValueTask.CompletedTask;
    }

    public ValueTask<long> LoadCursorAsync(CancellationToken cancellationToken)
    {
        lock (door) return new(cursor);
    }

    public ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken)
    {
        lock (door)
        {
            trimmed = Math.Max(trimmed, throughSequence);
            records.RemoveAll(each => each.Sequence <= trimmed);
        }
        Trims.Add(throughSequence);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private JournalHead Store(JournalHead expected, JournalBatch batch)
    {
        if (head.Batch == batch.Head.Batch) return head;
        if (head != expected && !IgnoresExpectation) return head;
        if (batch.Records.Count == 0) return IgnoresExpectation ? batch.Head : head;
        records.AddRange(batch.Records);
        return head = batch.Head;
    }

    private void ThrowIfUnreadable()
    {
        if (Unreadable) throw new IOException("The journal is told to be unreadable.");
    }
}
