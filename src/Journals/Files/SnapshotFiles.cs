using System.Text;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>A snapshot's file.</summary>
/// <param name="Sequence">The last record that the state holds.</param>
/// <param name="Path">The file.</param>
/// <param name="SavedAt">Milliseconds since 1970; null when the file is damaged.</param>
internal readonly record struct SnapshotFile(long Sequence, string Path, long? SavedAt);

/// <summary>The last snapshot and the one before it, each a file named by its sequence and holding one frame.</summary>
internal sealed class SnapshotFiles
{
    public const string Suffix = ".snapshot";

    /// <summary>The last one, and one to fall back on when the last one's file is damaged.</summary>
    private const int Kept = 2;

    /// <summary>
    /// One name for whatever snapshot is written: a failed one that could not be deleted is overwritten by the next, so that failures
    /// never pile up on a full disk.
    /// </summary>
    private const string TemporaryName = "snapshot" + WholeFile.TemporarySuffix;

    private readonly IStorage storage;
    private readonly string folder;
    private readonly TimeProvider time;
    private readonly Lock sync = new();
    private readonly List<SnapshotFile> files;

    public SnapshotFiles(IStorage storage, string folder, TimeProvider time)
    {
        this.storage = storage;
        this.folder = folder;
        this.time = time;
        files = List(folder);
    }

    /// <summary>A folder's snapshots, oldest first.</summary>
    public static List<SnapshotFile> List(string folder) =>
        [.. SegmentName.ListNumbered(folder, Suffix).Select(file => new SnapshotFile(file.Number, file.Path, ReadTime(file.Number, file.Path)))];

    /// <summary>Reads one snapshot; null when its file is damaged or gone.</summary>
    public static StoredSnapshot? Read(SnapshotFile file)
    {
        if (!File.Exists(file.Path)) return null;
        using var reader = new FrameReader(file.Path);
        if (!TryRead(reader, file.Sequence, out var frame)) return null;
        var payloads = frame.CopyPayloads();
        return new StoredSnapshot(file.Sequence, Encoding.UTF8.GetString(payloads[0].Span), payloads[1]);
    }

    /// <summary>What is there now, oldest first.</summary>
    public SnapshotFile[] Present()
    {
        lock (sync) return [.. files];
    }

    /// <summary>
    /// Makes a snapshot the last one, durable on return; passes over one that is older than the last. Damaged files go first: a
    /// good one is never given up for one that nobody can start from.
    /// </summary>
    public void Save(StoredSnapshot snapshot)
    {
        var path = SegmentName.Numbered(folder, snapshot.Sequence, Suffix);
        var head = JournalHead.Empty with { Sequence = snapshot.Sequence };
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var content = FrameFormat.Encode(FrameKind.Snapshot, head, now, Encoding.UTF8.GetBytes(snapshot.Hash), snapshot.State);
        lock (sync)
        {
            if (Sound() is [.., var newest] && newest.Sequence > snapshot.Sequence) return;
            WholeFile.Replace(storage, path, Path.Combine(folder, TemporaryName), content);
            files.RemoveAll(file => file.Sequence == snapshot.Sequence);
            Remove(files.FindAll(file => file.SavedAt is null));
            files.Add(new SnapshotFile(snapshot.Sequence, path, now));
            Remove(files[..Math.Max(0, files.Count - Kept)]);
        }
    }

    /// <summary>
    /// The record up to which the journal may be trimmed so that losing the last snapshot's file loses no answered command: the
    /// snapshot before it, or the journal's beginning as long as there is only one. Snapshots up to the moment hold what is to
    /// be forgotten, so of those only the last one is kept and it alone counts. Damaged ones do not count.
    /// </summary>
    public long TrimFloor(long forgetThrough)
    {
        lock (sync)
        {
            var sound = Sound();
            if (sound.Count == 0) return 0;
            var newest = sound[^1];
            Remove(sound[..^1].FindAll(file => file.SavedAt <= forgetThrough));
            sound = Sound();
            if (sound.Count > 1) return sound[0].Sequence;
            return newest.SavedAt <= forgetThrough ? newest.Sequence : 0;
        }
    }

    private static long? ReadTime(long sequence, string path)
    {
        using var reader = new FrameReader(path);
        return TryRead(reader, sequence, out var frame) ? frame.WrittenAt : null;
    }

    private static bool TryRead(FrameReader reader, long sequence, out Frame frame) =>
        reader.Next(out frame) == FrameStep.Whole && frame is { Kind: FrameKind.Snapshot, Count: 2 } && frame.Head.Sequence == sequence;

    private List<SnapshotFile> Sound() => files.FindAll(file => file.SavedAt is not null);

    private void Remove(List<SnapshotFile> gone)
    {
        foreach (var file in gone)
        {
            storage.Delete(file.Path);
            files.Remove(file);
        }
        if (gone.Count > 0) storage.SyncFolder(folder);
    }
}
