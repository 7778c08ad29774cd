namespace AcdRouter.Journals;

/// <summary>Files that a reader sees old or new, but whole: written under a temporary name, flushed, renamed, folder flushed.</summary>
internal static class WholeFile
{
    /// <summary>What an interrupted write may leave behind; removed when the folder is opened.</summary>
    public const string TemporarySuffix = ".new";

    /// <summary>Replaces a file, durable on return.</summary>
    public static void Replace(IStorage storage, string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + TemporarySuffix;
        using (var file = storage.Open(temporary, create: true))
        {
            file.Write(content, 0);
            file.Flush();
        }
        storage.Rename(temporary, path);
        storage.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Replaces a file whose loss in a crash costs little: nothing is flushed.</summary>
    public static void ReplaceUnflushed(IStorage storage, string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + TemporarySuffix;
        using (var file = storage.Open(temporary, create: true)) file.Write(content, 0);
        storage.Rename(temporary, path);
    }

    /// <summary>Removes what interrupted writes left in a folder.</summary>
    public static void RemoveLeftovers(IStorage storage, string folder)
    {
        foreach (var path in Directory.GetFiles(folder, "*" + TemporarySuffix)) storage.Delete(path);
    }
}
