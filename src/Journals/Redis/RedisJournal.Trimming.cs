using AcdRouter.Processes;
using StackExchange.Redis;

namespace AcdRouter.Journals;

public sealed partial class RedisJournal
{
    /// <summary>Records removed by one call: some milliseconds of the server, which all partitions share.</summary>
    private const int TrimStep = 5_000;

    private readonly SemaphoreSlim trimming = new(1, 1);

    /// <inheritdoc/>
    /// <remarks>Where an archive is kept, only what is durable there is removed, in whole batches.</remarks>
    /// <exception cref="IOException">The archive cannot be written; nothing is removed.</exception>
    public async ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken)
    {
        await trimming.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var first = await FirstSequenceAsync(cancellationToken).ConfigureAwait(false);
            var through = options.Archive is { } folder
                ? await ArchiveAsync(folder, first, throughSequence, cancellationToken).ConfigureAwait(false)
                : throughSequence;
            await RemoveAsync(first, through, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            trimming.Release();
        }
    }

    /// <summary>Writes the records to the archive; returns the last one that may go.</summary>
    private async Task<long> ArchiveAsync(string folder, long first, long asked, CancellationToken cancellationToken)
    {
        // No further than the script would remove, so that the archive does not run ahead of what is gone.
        var snapshot = await LoadPointerAsync(cancellationToken).ConfigureAwait(false);
        var cursor = await LoadCursorAsync(cancellationToken).ConfigureAwait(false);
        var through = Math.Min(asked, Math.Min(snapshot?.Sequence ?? 0, cursor));
        if (through < first) return 0;
        var archive = new RecordArchive(DiskStorage.Instance, folder, options.ArchiveRetentionDays, options.Time, partition);
        try
        {
            var next = archive.Open(first, through);
            return await FillAsync(archive, next, through, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            archive.Close();
        }
    }

    private async Task<long> FillAsync(RecordArchive archive, long next, long through, CancellationToken cancellationToken)
    {
        var archived = next - 1;
        var batch = new List<StoredRecord>();
        for (var count = FirstPage; next <= through;)
        {
            var page = await ReadPageAsync(next - 1, through, count, cancellationToken).ConfigureAwait(false);
            count = PageAfter(page);
            foreach (var (record, mark) in page)
            {
                batch.Add(record);
                next = record.Sequence + 1;
                if (mark is null) continue;
                archive.Add(new JournalBatch(BatchMark.Read(mark, record.Sequence), batch));
                archived = record.Sequence;
                batch = [];
            }
        }
        archive.Write();
        return archived;
    }

    private async Task RemoveAsync(long first, long through, CancellationToken cancellationToken)
    {
        var (epoch, owner) = Writer();
        while (first <= through)
        {
            first = Math.Min(first + TrimStep, through + 1);
            RedisKey[] touched = [keys.Head, keys.Records, keys.Snapshot, keys.Cursor];
            await reads.RunAsync(RedisScripts.Trim, touched, [epoch, owner, RedisHead.Text(first)], cancellationToken).ConfigureAwait(false);
        }
    }
}
