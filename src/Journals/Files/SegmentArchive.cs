namespace AcdRouter.Journals;

/// <summary>Where trimmed segments go, and when they are deleted. The folder reads as a journal of its own: it verifies and exports.</summary>
internal sealed class SegmentArchive(IStorage storage, FileJournalOptions options)
{
    public const string FolderName = "archive";

    private readonly string folder = Path.Combine(options.Folder, FolderName);

    /// <summary>The moment up to which records are to be forgotten, a segment's span early.</summary>
    public long ForgetThrough() =>
        options.Time.GetUtcNow().AddDays(1 - options.ArchiveRetentionDays).ToUnixTimeMilliseconds();

    /// <summary>Makes what <see cref="Take"/> needs.</summary>
    public void Prepare()
    {
        if (options.Trimmed == TrimmedSegments.Archive) DurableFolder.Create(storage, folder);
    }

    /// <summary>Takes a segment out of the journal's folder; durable after <see cref="Sync"/>.</summary>
    public void Take(SegmentFile segment)
    {
        if (options.Trimmed == TrimmedSegments.Delete) storage.Delete(segment.Path);
        else storage.Rename(segment.Path, Path.Combine(folder, Path.GetFileName(segment.Path)));
    }

    /// <summary>Makes what was taken durable.</summary>
    public void Sync()
    {
        if (options.Trimmed == TrimmedSegments.Archive) storage.SyncFolder(folder);
        storage.SyncFolder(options.Folder);
    }

    /// <summary>Deletes what is too old, oldest first.</summary>
    public void Forget() => Forget(storage, folder, ForgetThrough());

    /// <summary>Deletes a folder's segments that were begun up to a moment, oldest first.</summary>
    public static void Forget(IStorage storage, string folder, long through)
    {
        var deleted = false;
        foreach (var segment in SegmentName.List(folder))
        {
            if (CreatedAt(segment) > through) break;
            storage.Delete(segment.Path);
            deleted = true;
        }
        if (deleted) storage.SyncFolder(folder);
    }

    /// <summary>When the segment was begun; of one that cannot be read, when its file was last written, which is later.</summary>
    private static long CreatedAt(SegmentFile segment)
    {
        using var reader = new FrameReader(segment.Path);
        return reader.Next(out var frame) == FrameStep.Whole
            ? frame.WrittenAt
            : new DateTimeOffset(File.GetLastWriteTimeUtc(segment.Path)).ToUnixTimeMilliseconds();
    }
}
