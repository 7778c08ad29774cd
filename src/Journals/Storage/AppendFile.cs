namespace AcdRouter.Journals;

/// <summary>
/// A file that only grows by whole frames. When a write or a flush fails, the file may hold the beginning of a frame, or a whole one
/// that was never acknowledged: it is cut back to its last good length before anything else is written, and as long as that fails,
/// so does every append. A failed flush is never simply repeated: the kernel may have dropped the pages it could not write, and a
/// second flush would then report success for bytes that are not on the disk.
/// </summary>
internal sealed class AppendFile(IStorage storage, string path, long length)
{
    private IStorageFile? file;
    private bool mustCut;

    public string Path { get; } = path;

    /// <summary>Bytes that are durable and whole.</summary>
    public long Length { get; private set; } = length;

    /// <summary>Appends and flushes: one write, one flush.</summary>
    /// <exception cref="IOException">Names the file. Nothing is appended.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            file ??= storage.Open(Path, create: false);
            if (mustCut) CutBack(file);
            mustCut = true;
            file.Write(bytes, Length);
            file.Flush();
            mustCut = false;
            Length += bytes.Length;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{Path} cannot be extended at {Length}: {cause.Message}", cause);
        }
    }

    /// <summary>
    /// Writes the last frame's bytes once more and flushes them. A reader finds them in the kernel's cache, where a process that died
    /// before its flush left them, or one whose flush failed: of those the kernel believes that they are on the disk, so that only
    /// writing them again brings them there. The frames before it were flushed before it was written.
    /// </summary>
    /// <exception cref="IOException">Names the file. Nothing that was read may be relied on.</exception>
    public void Confirm(long lastFrame)
    {
        try
        {
            var bytes = Read(lastFrame);
            file ??= storage.Open(Path, create: false);
            file.Write(bytes, lastFrame);
            file.Flush();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{Path} cannot be made durable from {lastFrame} on: {cause.Message}", cause);
        }
    }

    /// <summary>Cuts what lies behind the good length, durable on return.</summary>
    public void Cut()
    {
        file ??= storage.Open(Path, create: false);
        CutBack(file);
    }

    /// <summary>Cuts a failed append's bytes now, so that no later frame or file can follow them.</summary>
    public void CutIfFailed()
    {
        if (mustCut) Cut();
    }

    /// <summary>Lets go of the handle; the next append opens the file again.</summary>
    public void Release()
    {
        file?.Dispose();
        file = null;
    }

    private byte[] Read(long from)
    {
        using var content = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        content.Position = from;
        var bytes = new byte[Length - from];
        content.ReadExactly(bytes);
        return bytes;
    }

    private void CutBack(IStorageFile open)
    {
        open.SetLength(Length);
        open.Flush();
        mustCut = false;
    }
}
