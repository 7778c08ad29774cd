using System.Text.Json;

namespace AcdRouter.Processes;

/// <summary>
/// What a stored head means that is not this run's. Another writer went on from the same history: the run is deposed, as happens.
/// Or the store lost some of what it had confirmed, whether or not somebody has gone on since: that must never pass as the first.
/// </summary>
internal static class ForeignHead
{
    /// <summary>Throws when a history is shorter than known, or of an earlier epoch.</summary>
    public static void ThrowIfShorter(int partition, JournalHead known, JournalHead stored)
    {
        if (stored.Sequence < known.Sequence) throw new HistoryLostException(partition, known.Sequence, stored.Sequence, "records are missing at its end");
        if (stored.Epoch >= known.Epoch) return;
        throw new HistoryLostException(
            partition, known.Sequence, stored.Sequence, $"it is of epoch {stored.Epoch}, while epoch {known.Epoch} was claimed before");
    }

    /// <summary>
    /// The exception that a run ends with which found another head than its own. It asks for the record at the run's last sequence:
    /// a successor that goes on from the same history has left it as the run wrote it.
    /// </summary>
    /// <param name="options">The journal and the partition.</param>
    /// <param name="known">The last head that this run knows to have been durable.</param>
    /// <param name="written">The record at its sequence, as this run wrote it; empty when another run wrote it.</param>
    /// <param name="stored">The head found.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<Exception> ExplainAsync(
        PartitionOptions options, JournalHead known, ReadOnlyMemory<byte> written, JournalHead stored, CancellationToken cancellationToken)
    {
        try
        {
            ThrowIfShorter(options.Partition, known, stored);
        }
        catch (HistoryLostException e)
        {
            return e;
        }
        if (!written.IsEmpty)
        {
            // A successor's claim raises the epoch. The same epoch under another head is a claim beside this run's, which is gone.
            if (stored.Epoch == known.Epoch) return Lost(options, known, stored, $"epoch {stored.Epoch} of this run is now {stored.Owner}'s");
            if (await DiffersAsync(options, known, written, cancellationToken).ConfigureAwait(false) is { } how) return Lost(options, known, stored, how);
        }
        return new JournalTakenException(
            $"Epoch {stored.Epoch} of {stored.Owner} has the journal, at record {stored.Sequence}; this run had epoch {known.Epoch} at record {known.Sequence}.");
    }

    private static async ValueTask<string?> DiffersAsync(
        PartitionOptions options, JournalHead known, ReadOnlyMemory<byte> written, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var record in options.Journal.ReadAsync(known.Sequence - 1, cancellationToken).ConfigureAwait(false))
            {
                return record.Sequence == known.Sequence && record.Payload.Span.SequenceEqual(written.Span)
                    ? null
                    : $"record {known.Sequence} is not the one that this run wrote";
            }
            // The head says that it is there. Whatever hides it may pass; meanwhile nobody is answered.
            throw new IOException($"The journal gives no record {known.Sequence}, though its head lies behind it.");
        }
        catch (JournalTrimmedException)
        {
            return await DiffersBehindSnapshotAsync(options, known, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The record is trimmed, so that a successor has saved a snapshot at or behind it. A history in which this run's claim is missing
    /// shows by the snapshot's epoch. One that kept the claim and lost only later records cannot be told from the right one any more;
    /// but it was shorter than known when it was claimed, and whoever claimed had the witnessed head to compare it with.
    /// </summary>
    private static async ValueTask<string?> DiffersBehindSnapshotAsync(PartitionOptions options, JournalHead known, CancellationToken cancellationToken)
    {
        if (await options.Journal.LoadSnapshotAsync(cancellationToken).ConfigureAwait(false) is not { } snapshot || snapshot.Sequence < known.Sequence)
            return $"record {known.Sequence} is neither there nor in a snapshot";
        var epoch = EpochOf(snapshot.State.Span);
        return epoch >= known.Epoch ? null : $"its snapshot at record {snapshot.Sequence} is of epoch {epoch}, while this run claimed epoch {known.Epoch}";
    }

    /// <summary>The epoch of a saved state, without loading it; 0 where it does not say.</summary>
    private static long EpochOf(ReadOnlySpan<byte> saved)
    {
        var reader = new Utf8JsonReader(saved);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
            if (reader.ValueTextEquals("epoch"u8)) return reader.Read() ? reader.GetInt64() : 0;
            reader.Skip();
        }
        return 0;
    }

    private static HistoryLostException Lost(PartitionOptions options, JournalHead known, JournalHead stored, string how) =>
        new(options.Partition, known.Sequence, stored.Sequence, how);
}
