using System.Diagnostics;
using System.Text;
using AcdRouter.Processes;
using AcdRouter.Simulation.Estimates;

namespace AcdRouter.Simulation.Benchmarks;

/// <summary>Appends as partitions do: each one batch at a time, all of them beside each other.</summary>
public static class JournalLoad
{
    /// <summary>Appends the batches to every journal; returns records a second over all of them.</summary>
    /// <param name="journals">One a partition; each goes on from its own head.</param>
    /// <param name="batches">Batches for each journal.</param>
    /// <param name="recordsEach">Records of a batch.</param>
    /// <param name="payload">The bytes of every record.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">Another writer appended meanwhile.</exception>
    public static async Task<double> RunAsync(
        IReadOnlyList<IJournal> journals, int batches, int recordsEach, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var heads = await Task.WhenAll(journals.Select(journal => journal.ReadHeadAsync(cancellationToken).AsTask())).ConfigureAwait(false);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(journals.Select(
            (journal, index) => Task.Run(() => AppendAsync(journal, heads[index], batches, recordsEach, payload, cancellationToken), cancellationToken)))
            .ConfigureAwait(false);
        return (double)journals.Count * batches * recordsEach / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The text of a record of so many bytes: JSON that a compressor would not fold to nothing.</summary>
    public static byte[] Payload(int bytes)
    {
        const string Opening = "{\"seq\":1,\"pad\":\"";
        const string Closing = "\"}";
        var random = new SplitMix64(1);
        var text = new StringBuilder(Opening);
        while (text.Length < bytes - Closing.Length) text.Append((char)('a' + (random.Next() % 26)));
        return Encoding.UTF8.GetBytes(text.Append(Closing).ToString());
    }

    private static async Task AppendAsync(
        IJournal journal, JournalHead head, int batches, int recordsEach, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var epoch = Math.Max(1, head.Epoch);
        for (var batch = 0; batch < batches; batch++)
        {
            var records = new StoredRecord[recordsEach];
            for (var index = 0; index < recordsEach; index++) records[index] = new StoredRecord(head.Sequence + 1 + index, payload);
            var next = new JournalHead(epoch, "bench", head.Sequence + recordsEach, Guid.NewGuid());
            var stored = await journal.AppendAsync(head, new JournalBatch(next, records), cancellationToken).ConfigureAwait(false);
            if (stored != next) throw new InvalidOperationException($"Somebody else appends here: {stored.Owner} at record {stored.Sequence}.");
            head = next;
        }
    }
}
