using AcdRouter.Contracts;

namespace AcdRouter.Journals;

/// <summary>
/// A file that is to take a month's place, written under a temporary name, and its index. Until <see cref="Complete"/> the month's own
/// file is not touched, so writes to it may go on; what does not get so far leaves nothing.
/// </summary>
internal sealed class HistoryRewrite : IDisposable
{
    private readonly IStorage storage;
    private readonly SiteId site;
    private readonly string path;
    private readonly string temporary;
    private readonly IStorageFile file;
    private bool completed;

    public HistoryRewrite(IStorage storage, SiteId site, string path)
    {
        this.storage = storage;
        this.site = site;
        this.path = path;
        temporary = path + WholeFile.TemporarySuffix;
        file = storage.Open(temporary, create: true);
    }

    public HistoryIndex Index { get; } = new();

    /// <summary>Bytes written.</summary>
    public long Length { get; private set; }

    /// <summary>Writes items and flushes them.</summary>
    public void Add(IEnumerable<HistoryItem> items)
    {
        foreach (var bytes in HistoryFrames.Encode(items))
        {
            file.Write(bytes, Length);
            HistoryFrames.AddTo(Index, site, bytes, Length);
            Length += bytes.Length;
        }
        file.Flush();
    }

    /// <summary>Closes the file and puts it in the month's place; a reader or a crash sees the old or the new file, whole.</summary>
    public void Complete()
    {
        var closing = HistoryFrames.Closing();
        file.Write(closing, Length);
        file.Flush();
        file.Dispose();
        storage.Rename(temporary, path);
        Length += closing.Length;
        completed = true;
    }

    public void Dispose()
    {
        file.Dispose();
        if (!completed) WholeFile.Discard(storage, temporary);
    }
}
