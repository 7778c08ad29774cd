using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>Saves an installation into a file. Journals first and history last, so that what leaves a state meanwhile is in both and not in neither.</summary>
internal static class Saving
{
    private const int RecordsAtOnce = 1000;
    private const int BytesAtOnce = 1024 * 1024;

    public static async Task<BackupCounts> RunAsync(
        IInstallationStores stores, BackupBegin begin, bool keys, string path, IProgress<(double, string)> progress, CancellationToken cancellationToken)
    {
        await using var writer = new BackupWriter(path);
        await writer.WriteAsync(begin, cancellationToken);
        var sites = new SortedDictionary<SiteId, int>();
        for (var partition = 0; partition < begin.Partitions; partition++)
        {
            progress.Report(((double)partition / (begin.Partitions + 1), $"partition {partition}"));
            await using var journal = await stores.OpenJournalAsync(partition, cancellationToken);
            var saved = await SavedPartition.ReadAsync(journal, cancellationToken);
            await WriteAsync(writer, partition, saved, cancellationToken);
            foreach (var site in saved.State.SiteIds) sites[site] = partition;
        }
        // A site that was given a place and has no state yet is in the table only.
        foreach (var (site, partition) in await stores.ReadSitesAsync(cancellationToken) ?? sites)
        {
            await writer.WriteAsync(new BackupSite(site.Value, partition), cancellationToken);
        }
        progress.Report(((double)begin.Partitions / (begin.Partitions + 1), "history"));
        await WriteHistoryAsync(writer, stores.History, cancellationToken);
        foreach (var (name, xml) in keys ? stores.ReadKeys() : [])
        {
            await writer.WriteAsync(new BackupKey(name), [System.Text.Encoding.UTF8.GetBytes(xml)], cancellationToken);
        }
        await writer.CompleteAsync(cancellationToken);
        return writer.Counts;
    }

    private static async Task WriteAsync(BackupWriter writer, int partition, SavedPartition saved, CancellationToken cancellationToken)
    {
        var first = saved.Records is [var record, ..] ? record.Sequence : saved.Head.Sequence + 1;
        await writer.WriteAsync(new BackupPartition(partition, saved.Head, first, saved.Cursor, saved.State.Hash()), cancellationToken);
        if (saved.Snapshot is { } snapshot)
        {
            await writer.WriteAsync(new BackupSnapshot(snapshot.Sequence, snapshot.Hash), [snapshot.State], cancellationToken);
        }
        var part = new List<ReadOnlyMemory<byte>>();
        var bytes = 0;
        foreach (var each in saved.Records)
        {
            part.Add(each.Payload);
            bytes += each.Payload.Length;
            if (part.Count < RecordsAtOnce && bytes < BytesAtOnce && each.Sequence < saved.Head.Sequence) continue;
            await writer.WriteAsync(new BackupRecords(each.Sequence - part.Count + 1, [.. part.Select(payload => payload.Length)]), part, cancellationToken);
            part.Clear();
            bytes = 0;
        }
    }

    private static async Task WriteHistoryAsync(BackupWriter writer, IHistoryStore history, CancellationToken cancellationToken)
    {
        foreach (var site in await history.ListSitesAsync(cancellationToken))
        {
            foreach (var kind in Enum.GetValues<HistoryKind>())
            {
                await foreach (var record in history.ReadAsync(site, kind, Instant.MinValue, Instant.MaxValue, int.MaxValue, cancellationToken))
                {
                    var entry = new BackupHistory(
                        record.Site.Value, record.Kind, record.Id, record.EventId, record.EndedAt.Milliseconds, [.. record.Customers.Select(customer => customer.Value)]);
                    await writer.WriteAsync(entry, [record.Body], cancellationToken);
                }
            }
        }
    }
}
