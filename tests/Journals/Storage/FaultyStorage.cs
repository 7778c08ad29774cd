namespace AcdRouter.Journals.Tests;

/// <summary>
/// The disk, with failures on demand. Remembers what was flushed, so that a crash can drop or spoil what was not. After a crash every
/// operation fails, as it does for a process that no longer exists.
/// </summary>
internal sealed class FaultyStorage : IStorage
{
    private readonly Dictionary<string, long> flushed = [];

    public List<string> Log { get; } = [];

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
        return new FaultyFile(this, path, file);
    }

    public void Rename(string from, string to)
    {
        Check(FailRename, "rename");
        if (DenyRenameAfter is { } some && (DenyRenameAfter = some - 1) < 0) throw new UnauthorizedAccessException("Access is denied.");
        DiskStorage.Instance.Rename(from, to);
        if (flushed.Remove(from, out var length)) flushed[to] = length;
    }

    public void Delete(string path)
    {
        Check(FailDelete, "delete");
        DiskStorage.Instance.Delete(path);
        flushed.Remove(path);
    }

    public void SyncFolder(string folder)
    {
        Check(FailSyncFolder, "sync folder");
        DiskStorage.Instance.SyncFolder(folder);
    }

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
            storage.Check(storage.FailFlush, "flush");
            file.Flush();
            storage.flushed[path] = new FileInfo(path).Length;
        }

        public void SetLength(long length)
        {
            storage.Check(storage.FailSetLength, "cut");
            file.SetLength(length);
            storage.flushed[path] = Math.Min(length, storage.flushed[path]);
        }

        public void Dispose() => file.Dispose();
    }
}
