using System.Text;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>Fills empty stores from a file that was checked from its beginning to its end before.</summary>
internal sealed class Restoring(IRestoreTarget target, BackupBegin begin) : IAsyncDisposable
{
    private const int HistoryAtOnce = 200;

    private readonly List<HistoryRecord> history = [];
    private BackupPartition? partition;
    private StoredSnapshot? snapshot;
    private IJournal? journal;
    private JournalHead head;

    /// <summary>Reads a file to its end and writes nothing; returns its first and its last line.</summary>
    /// <exception cref="AcdException">It is not whole.</exception>
    public static async Task<(BackupBegin Begin, BackupEnd End)> CheckAsync(string path, IProgress<double> progress, CancellationToken cancellationToken)
    {
        BackupBegin? begin = null;
        await foreach (var (entry, _) in new BackupReader(path).ReadAsync(progress, cancellationToken))
        {
            if (begin is null != entry is BackupBegin) throw new AcdException($"{path} does not begin as a backup does.", ExitCodes.JournalDamaged);
            begin ??= (BackupBegin)entry;
            if (entry is BackupEnd end) return (begin, end);
        }
        throw new AcdException($"{path} has no end.", ExitCodes.JournalDamaged);
    }

    /// <summary>Writes everything and compares what was written.</summary>
    /// <exception cref="AcdException">What was written is not what was saved.</exception>
    public async Task RunAsync(string path, IProgress<double> progress, CancellationToken cancellationToken)
    {
        await foreach (var (entry, behind) in new BackupReader(path).ReadAsync(progress, cancellationToken))
        {
            if (entry is not (BackupSnapshot or BackupRecords)) await EndPartitionAsync(cancellationToken);
            await TakeAsync(entry, behind, cancellationToken);
        }
        await WriteHistoryAsync(cancellationToken);
        await target.CompleteAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (journal is not null) await journal.DisposeAsync();
    }

    private async Task TakeAsync(BackupEntry entry, byte[] behind, CancellationToken cancellationToken)
    {
        switch (entry)
        {
            case BackupPartition found: await BeginPartitionAsync(found, cancellationToken); break;
            case BackupSnapshot found: snapshot = new StoredSnapshot(found.Sequence, found.Hash, behind); break;
            case BackupRecords records: await AppendAsync(records, behind, cancellationToken); break;
            case BackupSite site: await target.AssignAsync(new SiteId(site.Site), site.Partition, cancellationToken); break;
            case BackupKey key: target.AddKey(key.Name, Encoding.UTF8.GetString(behind)); break;
            case BackupHistory record: await TakeHistoryAsync(record, behind, cancellationToken); break;
            default: break;
        }
    }

    // A journal whose first records are missing begins behind a head that never was: only its sequence is one that matters.
    private async Task BeginPartitionAsync(BackupPartition found, CancellationToken cancellationToken)
    {
        if (found.Partition < 0 || found.Partition >= begin.Partitions) throw new AcdException($"There is no partition {found.Partition}.", ExitCodes.JournalDamaged);
        partition = found;
        if (found.First > found.Head.Sequence) head = found.Head;
        else if (found.First == 1) head = JournalHead.Empty;
        else head = found.Head with { Sequence = found.First - 1, Batch = Guid.NewGuid() };
        if (head != JournalHead.Empty) await target.SeedAsync(found.Partition, head, cancellationToken);
        journal = await target.OpenJournalAsync(found.Partition, cancellationToken);
    }

    private async Task AppendAsync(BackupRecords records, byte[] behind, CancellationToken cancellationToken)
    {
        var stored = new List<StoredRecord>(records.Lengths.Count);
        var at = 0;
        foreach (var length in records.Lengths)
        {
            stored.Add(new StoredRecord(records.First + stored.Count, behind.AsMemory(at, length)));
            at += length;
        }
        var last = stored[^1].Sequence;
        var next = last == partition!.Head.Sequence ? partition.Head : partition.Head with { Sequence = last, Batch = Guid.NewGuid() };
        var now = await journal!.AppendAsync(head, new JournalBatch(next, stored), cancellationToken);
        if (now != next) throw new AcdException($"Somebody else writes to partition {partition.Partition}: stop every process and begin anew.", ExitCodes.Failed);
        head = next;
    }

    private async Task EndPartitionAsync(CancellationToken cancellationToken)
    {
        if (partition is not { } ended || journal is not { } written) return;
        if (snapshot is not null) await written.SaveSnapshotAsync(snapshot, cancellationToken);
        if (ended.Cursor > 0) await written.SaveCursorAsync(ended.Cursor, cancellationToken);
        var state = await PartitionLoader.LoadAsync(written, SiteProcesses.Layout, cancellationToken: cancellationToken);
        if (state.Hash() != ended.StateHash)
        {
            throw new AcdException($"The state of partition {ended.Partition} is not the one that was saved: expected hash {ended.StateHash}, found {state.Hash()}.", ExitCodes.Failed);
        }
        await written.DisposeAsync();
        (partition, snapshot, journal) = (null, null, null);
    }

    private async Task TakeHistoryAsync(BackupHistory record, byte[] body, CancellationToken cancellationToken)
    {
        history.Add(new HistoryRecord(
            new SiteId(record.Site), record.Kind, record.Id, record.EventId, new Instant(record.EndedAt), record.Customers.Select(id => new CustomerId(id)).ToValueList(), body));
        if (history.Count >= HistoryAtOnce) await WriteHistoryAsync(cancellationToken);
    }

    private async Task WriteHistoryAsync(CancellationToken cancellationToken)
    {
        if (history.Count > 0) await target.History.WriteAsync(history, cancellationToken);
        history.Clear();
    }
}
