using System.Runtime.CompilerServices;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>
/// The embedded journal: a data folder with append-only segments, snapshots and a cursor, for one process at a time. An append is one
/// frame, one write and one flush to the disk, however many records it holds.
/// </summary>
public sealed partial class FileJournal : IJournal
{
    /// <summary>Most bytes of one batch, 256 MiB: what a start must be able to hold in memory for one frame.</summary>
    public const int MaxBatchBytes = 256 * 1024 * 1024;

    /// <summary>
    /// A segment is closed when it is a day old, so that a quiet site's records too are trimmed, archived and forgotten in time (S14).
    /// </summary>
    private static readonly TimeSpan MaxSegmentAge = TimeSpan.FromDays(1);

    private readonly FileJournalOptions options;
    private readonly IStorage storage;
    private readonly FolderLock folderLock;
    private readonly SnapshotFiles snapshots;
    private readonly CursorFile cursor;
    private readonly SegmentArchive archive;
    private readonly BatchEncoder encoder = new();

    // One append or trim at a time. What readers look at besides is guarded by sync.
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Lock sync = new();
    private readonly List<SegmentFile> segments;
    private JournalHead head;
    private AppendFile active;
    private long activeCreatedAt;
    private bool mustRoll;
    private bool disposed;

    private FileJournal(FileJournalOptions options, IStorage storage, FolderLock folderLock, JournalFolder found)
    {
        this.options = options;
        this.storage = storage;
        this.folderLock = folderLock;
        snapshots = new SnapshotFiles(storage, options.Folder, options.Time);
        cursor = new CursorFile(storage, options.Folder);
        archive = new SegmentArchive(storage, options);
        segments = [.. found.Segments.Select(scan => scan.Segment)];
        head = found.Head;
        if (segments.Count == 0)
        {
            active = null!;
            Roll();
            return;
        }
        var last = found.Segments[^1];
        active = new AppendFile(storage, last.Segment.Path, last.GoodLength);
        activeCreatedAt = last.CreatedAt;
        if (last.State == SegmentState.Torn) CutTail(last);
        // What was read counts from now on, so it must be on the disk and not only in the kernel's cache: names and the last frame.
        storage.SyncFolder(options.Folder);
        active.Confirm(last.LastFrame);
    }

    /// <inheritdoc/>
    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return ValueTask.FromResult(head);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The disk is full or fails; names the file. The batch is not stored, and may be tried again.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<JournalHead> AppendAsync(JournalHead expected, JournalBatch batch, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (!AppendRules.MustWrite(head, expected, batch)) return head;
            // Copied before the first wait: the caller owns the payloads' memory.
            var frame = encoder.Encode(batch, Now());
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            if (MustRoll(frame.Length)) Roll();
            active.Append(frame.Span);
            lock (sync) head = batch.Head;
            return batch.Head;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var through = Math.Min(throughSequence, snapshots.TrimFloor(archive.ForgetThrough()));
            if (through >= head.Sequence && !ActiveIsEmpty() && TooOld()) Roll();
            Take(through);
            archive.Forget();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The snapshot is of a record not stored yet.</exception>
    public async ValueTask SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken)
    {
        var stored = await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(snapshot.Sequence, stored.Sequence);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        snapshots.Save(snapshot);
    }

    /// <inheritdoc/>
    /// <exception cref="JournalDamagedException">No snapshot can be read whose following records are all still there.</exception>
    public async ValueTask<StoredSnapshot?> LoadSnapshotAsync(CancellationToken cancellationToken)
    {
        _ = await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var present = snapshots.Present();
        var first = FirstSequence();
        for (var index = present.Length - 1; index >= 0 && present[index].Sequence >= first - 1; index--)
        {
            if (SnapshotFiles.Read(present[index]) is { } snapshot) return snapshot;
            options.OnFinding?.Invoke($"{present[index].Path} is damaged; the journal goes on from what came before it.");
        }
        if (first == 1) return null;
        throw new JournalDamagedException(
            $"{options.Folder}: records before {first} are trimmed away and no snapshot that holds them can be read"
            + (present.Length == 0 ? "." : $"; {present[^1].Path} is damaged at 0."));
    }

    /// <inheritdoc/>
    public async ValueTask SaveCursorAsync(long sequence, CancellationToken cancellationToken)
    {
        var stored = await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, stored.Sequence);
        cursor.Save(sequence);
    }

    /// <inheritdoc/>
    public async ValueTask<long> LoadCursorAsync(CancellationToken cancellationToken)
    {
        _ = await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        return cursor.Load();
    }

    /// <summary>Marks the journal as closed in order and lets go of the folder. Waits for an append under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (disposed) return;
            lock (sync) disposed = true;
            Close();
        }
        finally
        {
            gate.Release();
        }
    }

    private void Close()
    {
        try
        {
            if (head.Sequence > 0) active.Append(FrameFormat.Encode(FrameKind.Closed, head, Now()));
        }
        catch (IOException cause)
        {
            // The mark only sharpens the next start's checks; without it the journal is as good as after a crash.
            options.OnFinding?.Invoke($"The journal could not be marked as closed: {cause.Message}");
        }
        finally
        {
            active.Release();
            folderLock.Dispose();
        }
    }

    private long FirstSequence()
    {
        lock (sync) return segments[0].First;
    }

    private long Now() => options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private bool TooOld() => Now() - activeCreatedAt >= MaxSegmentAge.TotalMilliseconds;

    private bool ActiveIsEmpty() => segments[^1].First == head.Sequence + 1;

    private bool MustRoll(int bytes)
    {
        if (mustRoll) return true;
        return !ActiveIsEmpty() && (active.Length + bytes > options.SegmentBytes || TooOld());
    }

    /// <summary>
    /// Begins a segment at the next sequence. Its file has its name only once its first frame is flushed, and the one before it ends
    /// with a good frame, so of a crash in between nothing is left but a temporary file.
    /// </summary>
    private void Roll()
    {
        var segment = new SegmentFile(head.Sequence + 1, SegmentName.Of(options.Folder, head.Sequence + 1));
        var created = Now();
        var content = FrameFormat.Encode(FrameKind.SegmentBase, head, created);
        active?.CutIfFailed();
        // From here on the file may be there, even when this throws: nothing may be appended to the one before it.
        mustRoll = true;
        WholeFile.Replace(storage, segment.Path, content);
        active?.Release();
        lock (sync)
        {
            if (segments.Count == 0 || segments[^1] != segment) segments.Add(segment);
            active = new AppendFile(storage, segment.Path, content.Length);
        }
        activeCreatedAt = created;
        mustRoll = false;
    }

    /// <summary>Takes segments that lie whole behind the sequence out of the journal; never the last one, which holds the head.</summary>
    private void Take(long through)
    {
        if (segments.Count == 1 || segments[1].First - 1 > through) return;
        archive.Prepare();
        // Oldest first, so that a crash in between leaves no gap.
        while (segments.Count > 1 && segments[1].First - 1 <= through) TakeFirst();
        archive.Sync();
    }

    private void TakeFirst()
    {
        var segment = segments[0];
        // Out of the list before it is out of the folder: a reader that misses its file then knows why.
        lock (sync) segments.RemoveAt(0);
        try
        {
            archive.Take(segment);
        }
        catch
        {
            // What could not be moved, for whatever reason, is still part of the journal and is tried again at the next trim.
            lock (sync) segments.Insert(0, segment);
            throw;
        }
    }
}
