namespace AcdRouter.Journals;

/// <summary>
/// Files that a reader sees old or new, but whole: written under a temporary name, flushed, renamed, folder flushed. What fails takes
/// its temporary file with it, so that a full disk is not made fuller.
/// </summary>
internal static class WholeFile
{
    /// <summary>What an interrupted write may leave behind; removed when the folder is opened.</summary>
    public const string TemporarySuffix = ".new";

    /// <summary>Replaces a file, durable on return.</summary>
    public static void Replace(IStorage storage, string path, ReadOnlySpan<byte> content) =>
        Replace(storage, path, path + TemporarySuffix, content);

    /// <summary>Replaces a file by way of a temporary one in the same folder, durable on return.</summary>
    public static void Replace(IStorage storage, string path, string temporary, ReadOnlySpan<byte> content)
    {
        try
        {
            using (var file = storage.Open(temporary, create: true))
            {
                file.Write(content, 0);
                file.Flush();
            }
            storage.Rename(temporary, path);
        }
        catch
        {
            Discard(storage, temporary);
            throw;
        }
        storage.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Replaces a file whose loss in a crash costs little: nothing is flushed.</summary>
    public static void ReplaceUnflushed(IStorage storage, string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + TemporarySuffix;
        try
        {
            using (var file = storage.Open(temporary, create: true)) file.Write(content, 0);
            storage.Rename(temporary, path);
        }
        catch
        {
            Discard(storage, temporary);
            throw;
        }
    }

    /// <summary>Deletes the temporary file of a write that failed.</summary>
    public static void Discard(IStorage storage, string temporary)
    {
        try
        {
            storage.Delete(temporary);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to tell; the file is removed by the next write or at the next start.
        }
    }

    /// <summary>Removes what interrupted writes left in a folder.</summary>
    public static void RemoveLeftovers(IStorage storage, string folder)
    {
        foreach (var path in Directory.GetFiles(folder, "*" + TemporarySuffix)) storage.Delete(path);
    }
}
