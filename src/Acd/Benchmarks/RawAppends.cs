using System.Diagnostics;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>Conditional appends of one record, one after the other, and nothing else.</summary>
internal static class RawAppends
{
    public static async Task<double> MeasureAsync(IJournal journal, TimeSpan length, CancellationToken cancellationToken)
    {
        var record = new byte[1500];
        record.AsSpan().Fill((byte)' ');
        record[0] = (byte)'1';
        var head = await journal.ReadHeadAsync(cancellationToken);
        var (watch, done) = (Stopwatch.StartNew(), 0);
        for (; watch.Elapsed < length; done++)
        {
            var next = new JournalHead(1, "raw", head.Sequence + 1, Guid.NewGuid());
            head = await journal.AppendAsync(head, new JournalBatch(next, [new StoredRecord(next.Sequence, record)]), cancellationToken);
        }
        return done / watch.Elapsed.TotalSeconds;
    }
}
