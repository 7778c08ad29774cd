using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>The journal's end as a writer knows it. An append names the head it expects and succeeds only on that very one.</summary>
/// <param name="Epoch">Raised by one at every claim; 0 for an empty journal.</param>
/// <param name="Owner">The writer's run that holds the epoch; empty for an empty journal.</param>
/// <param name="Sequence">The last record's sequence; 0 for an empty journal.</param>
/// <param name="Batch">The last batch's id, by which a writer knows its own again; zero for an empty journal.</param>
public readonly record struct JournalHead(long Epoch, string Owner, long Sequence, Guid Batch)
{
    /// <summary>The head of a journal without records.</summary>
    public static readonly JournalHead Empty = new(0, "", 0, Guid.Empty);
}

/// <summary>A record as stored.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Payload">UTF-8 JSON.</param>
public readonly record struct StoredRecord(long Sequence, ReadOnlyMemory<byte> Payload);

/// <summary>Records to be appended together.</summary>
/// <param name="Head">The head after the append: its epoch and owner, its last sequence, this batch's id.</param>
/// <param name="Records">Sequences following the expected head without a gap; none when the batch only checks the head.</param>
public sealed record JournalBatch(JournalHead Head, IReadOnlyList<StoredRecord> Records);

/// <summary>A state saved at a record.</summary>
/// <param name="Sequence">The last record that the state holds.</param>
/// <param name="Hash">Hash of the state in lower-case hex.</param>
/// <param name="State">The state as UTF-8 JSON.</param>
public sealed record StoredSnapshot(long Sequence, string Hash, ReadOnlyMemory<byte> State);

/// <summary>
/// The history of one partition.
/// <para><b>Atomic:</b> an append stores all its records and moves the head, or does nothing. When the call throws, either may be
/// true: the writer repeats the same batch, and the journal knows it again by its id.</para>
/// <para><b>Durable:</b> when an append has returned, its records survive the death of process and machine.</para>
/// <para><b>Ownership of buffers:</b> the writer may reuse a payload's memory once the append has returned; what is read belongs to
/// the reader for good.</para>
/// <para><b>Concurrency:</b> one call of <see cref="AppendAsync"/> at a time; reading, snapshot and cursor calls may run beside it.</para>
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>The head as stored.</summary>
    ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// When a writer last appended or compared, as the journal itself noted it, so that a start knows how long nobody was there; null
    /// where it keeps no such note, and the last record's time is all that is known.
    /// </summary>
    ValueTask<Instant?> ReadLastSeenAsync(CancellationToken cancellationToken) => ValueTask.FromResult<Instant?>(null);

    /// <summary>
    /// Appends the batch only if the stored head is the expected one. Returns the stored head afterwards: the batch's own head
    /// when it is stored, be it by this call or by an earlier try; any other head means that nothing was written and another
    /// writer has taken over. A batch without records and with the expected head only compares.
    /// </summary>
    ValueTask<JournalHead> AppendAsync(JournalHead expected, JournalBatch batch, CancellationToken cancellationToken);

    /// <summary>The records after a sequence, in order. Throws <see cref="JournalTrimmedException"/> when they are trimmed away.</summary>
    IAsyncEnumerable<StoredRecord> ReadAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a snapshot in place of the last one; a reader sees the old or the new one, whole. One older than the stored one comes
    /// from a writer that was overtaken and is passed over: records that it needs may be trimmed behind the newer one.
    /// </summary>
    ValueTask SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>The last snapshot, or null.</summary>
    ValueTask<StoredSnapshot?> LoadSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>The record of the last snapshot, 0 when there is none.</summary>
    async ValueTask<long> ReadSnapshotSequenceAsync(CancellationToken cancellationToken) =>
        (await LoadSnapshotAsync(cancellationToken).ConfigureAwait(false))?.Sequence ?? 0;

    /// <summary>Makes ready what the first append would have to make first, such as a connection. Nothing is stored, and nobody claims.</summary>
    ValueTask PrepareAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Stores the sequence up to which all news is confirmed. May be lost by a crash: news is told at least once.</summary>
    ValueTask SaveCursorAsync(long sequence, CancellationToken cancellationToken);

    /// <summary>The stored cursor, 0 when there is none.</summary>
    ValueTask<long> LoadCursorAsync(CancellationToken cancellationToken);

    /// <summary>Forgets records up to a sequence; the caller names one that lies behind both snapshot and cursor. May keep some.</summary>
    ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken);
}

/// <summary>Records were asked for that the journal no longer holds.</summary>
public sealed class JournalTrimmedException : Exception
{
    /// <summary>Names what was asked and what is left.</summary>
    public JournalTrimmedException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public JournalTrimmedException()
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public JournalTrimmedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The journal is damaged in a place where cutting would lose answered commands. Nothing is started on it.</summary>
public sealed class JournalDamagedException : Exception
{
    /// <summary>Names file and offset, or key.</summary>
    public JournalDamagedException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public JournalDamagedException()
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public JournalDamagedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
