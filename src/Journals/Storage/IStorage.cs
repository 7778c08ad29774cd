namespace AcdRouter.Journals;

/// <summary>The operations that change a data folder. A seam: tests let every one of them fail, or lose what was not flushed.</summary>
internal interface IStorage
{
    /// <summary>Opens a file for writing; a created one is empty, also where there was one.</summary>
    IStorageFile Open(string path, bool create);

    /// <summary>Renames within a file system, in place of what has the new name.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file.</summary>
    void Delete(string path);

    /// <summary>Makes creations, renames and deletions in a folder durable.</summary>
    void SyncFolder(string folder);
}

/// <summary>A file open for writing.</summary>
internal interface IStorageFile : IDisposable
{
    /// <summary>Writes all bytes at the offset, or throws with some of them written.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Makes content and length durable.</summary>
    void Flush();

    /// <summary>Cuts the file.</summary>
    void SetLength(long length);
}
