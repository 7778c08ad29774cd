namespace AcdRouter.Journals.Tests;

/// <summary>
/// The disk, with failures on demand. Remembers what was flushed, so that a crash can drop or spoil what was not. A flush brings to
/// the disk what was written since the flush before it, also where that one failed: what the kernel could not write it believes
/// written. After a crash every operation fails, as it does for a process that no longer exists.
/// </summary>
internal sealed class FaultyStorage : IStorage
{
    // Bytes on the disk, and where the first byte was written that no flush has been called for.
    private readonly Dictionary<string, long> flushed = [];
    private readonly Dictionary<string, long> written = [];

    public FaultyStorage()
    {
    }

    private FaultyStorage(FaultyStorage before)
    {
        before.Crashed = true;
        (flushed, written) = (before.flushed, before.written);
    }

    public List<string> Log { get; } = [];

    /// <summary>Folders that were flushed, in order.</summary>
    public List<string> Synced { get; } = [];

    public bool Crashed { get; private set; }

    /// <summary>The next write stores so many bytes and fails.</summary>
    public int? FailWriteAfter { get; set; }

    public bool FailFlush { get; set; }

    public bool FailSetLength { get; set; }

    public bool FailRename { get; set; }

    /// <summary>So many renames succeed, then every one is refused for want of permission.</summary>
    public int? DenyRenameAfter { get; set; }

    public bool FailSyncFolder { get; set; }

    public bool FailDelete { get; set; }

    public IStorageFile Open(string path, bool create)
    {
        Check(false, "open");
        var file = DiskStorage.Instance.Open(path, create);
        if (create || !flushed.ContainsKey(path)) flushed[path] = new FileInfo(path).Length;
        if (create) written.Remove(path);
        return new FaultyFile(this, path, file);
    }

    public void Rename(string from, string to)
    {
        Check(FailRename, "rename");
        if (DenyRenameAfter is { } some && (DenyRenameAfter = some - 1) < 0) throw new UnauthorizedAccessException("Access is denied.");
        DiskStorage.Instance.Rename(from, to);
        if (flushed.Remove(from, out var length)) flushed[to] = length;
        if (written.Remove(from, out var first)) written[to] = first;
    }

    public void Delete(string path)
    {
        Check(FailDelete, "delete");
        DiskStorage.Instance.Delete(path);
        flushed.Remove(path);
        written.Remove(path);
    }

    public void SyncFolder(string folder)
    {
        Check(FailSyncFolder, "sync folder");
        Synced.Add(folder);
        DiskStorage.Instance.SyncFolder(folder);
    }

    /// <summary>The process dies, the machine lives: what the next process works with.</summary>
    public FaultyStorage Outlive() => new(this);

    /// <summary>The machine dies: of unflushed bytes nothing is left, or what the spoiler makes of them.</summary>
    public void Crash(Func<byte[], byte[]>? spoil = null)
    {
        Crashed = true;
        foreach (var (path, length) in flushed)
        {
            if (!File.Exists(path)) continue;
            var content = File.ReadAllBytes(path);
            if (content.Length <= length) continue;
            var unflushed = content[(int)length..];
            File.WriteAllBytes(path, [.. content[..(int)length], .. spoil?.Invoke(unflushed) ?? []]);
        }
    }

    private void Check(bool fail, string operation)
    {
        if (Crashed || fail) throw new IOException($"No {operation} today.");
        Log.Add(operation);
    }

    private sealed class FaultyFile(FaultyStorage storage, string path, IStorageFile file) : IStorageFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            storage.Check(false, "write");
            storage.written[path] = Math.Min(offset, storage.written.GetValueOrDefault(path, offset));
            if (storage.FailWriteAfter is { } some)
            {
                storage.FailWriteAfter = null;
                file.Write(bytes[..Math.Min(some, bytes.Length)], offset);
                throw new IOException("No space left on device.");
            }
            file.Write(bytes, offset);
        }

        public void Flush()
        {
            var some = storage.written.Remove(path, out var from);
            storage.Check(storage.FailFlush, "flush");
            file.Flush();
            if (some && from <= storage.flushed[path]) storage.flushed[path] = new FileInfo(path).Length;
        }

        public void SetLength(long length)
        {
            storage.Check(storage.FailSetLength, "cut");
            file.SetLength(length);
            storage.flushed[path] = Math.Min(length, storage.flushed[path]);
            if (storage.written.TryGetValue(path, out var from) && from >= length) storage.written.Remove(path);
        }

        public void Dispose() => file.Dispose();
    }
}
