using Microsoft.Win32.SafeHandles;

namespace AcdRouter.Journals;

/// <summary>What a reader met.</summary>
internal enum FrameStep
{
    /// <summary>A frame that checks out.</summary>
    Whole = 1,

    /// <summary>The file's end, exactly behind a frame.</summary>
    End = 2,

    /// <summary>Bytes that are no frame, or only the beginning of one.</summary>
    Bad = 3,
}

/// <summary>Reads a file of frames forward. Needs no lock, and reads beside a writer up to the length the file had when opened.</summary>
internal sealed class FrameReader : IDisposable
{
    /// <summary>Read at once. Large enough that a system call is paid for hundreds of small frames.</summary>
    private const int WindowBytes = 256 * 1024;

    private readonly SafeFileHandle file;
    private byte[] window = new byte[WindowBytes];
    private long windowStart;
    private int windowLength;
    private string lastOwner = "";

    /// <summary>Opens a file; reads no further than the limit.</summary>
    public FrameReader(string path, long limit = long.MaxValue)
    {
        Path = path;
        file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Length = Math.Min(limit, RandomAccess.GetLength(file));
    }

    public string Path { get; }

    /// <summary>Bytes that are read at most.</summary>
    public long Length { get; }

    /// <summary>Where the next frame is read, or where the bad bytes start.</summary>
    public long Offset { get; set; }

    public void Dispose() => file.Dispose();

    /// <summary>Reads the next frame and moves behind it. Stays where it is on bad bytes.</summary>
    public FrameStep Next(out Frame frame)
    {
        frame = default;
        if (Offset == Length) return FrameStep.End;
        if (!TryRead(Offset, out frame)) return FrameStep.Bad;
        Offset = frame.End;
        lastOwner = frame.Head.Owner;
        return FrameStep.Whole;
    }

    /// <summary>Moves from bad bytes to the next whole frame behind them; false when there is none.</summary>
    public bool Resync()
    {
        var from = Offset + 1;
        while (Length - from >= FrameFormat.PreludeBytes + FrameFormat.FixedBytes)
        {
            var chunk = Window(from, (int)Math.Min(WindowBytes, Length - from));
            var found = chunk.Span.IndexOf(FrameFormat.Magic);
            if (found < 0)
            {
                // The magic may lie across the border of two chunks.
                from += chunk.Length - FrameFormat.Magic.Length + 1;
                continue;
            }
            if (TryRead(from + found, out _))
            {
                Offset = from + found;
                return true;
            }
            from += found + 1;
        }
        return false;
    }

    private bool TryRead(long offset, out Frame frame)
    {
        frame = default;
        if (Length - offset < FrameFormat.PreludeBytes) return false;
        var body = FrameFormat.ReadPrelude(Window(offset, FrameFormat.PreludeBytes).Span);
        if (body < 0 || Length - offset - FrameFormat.PreludeBytes < body) return false;
        return FrameFormat.TryDecode(Window(offset, FrameFormat.PreludeBytes + body), offset, lastOwner, out frame);
    }

    private ReadOnlyMemory<byte> Window(long offset, int count)
    {
        if (offset < windowStart || offset + count > windowStart + windowLength) Fill(offset, count);
        return window.AsMemory((int)(offset - windowStart), count);
    }

    private void Fill(long offset, int count)
    {
        if (count > window.Length) window = new byte[count];
        windowStart = offset;
        windowLength = 0;
        var wanted = (int)Math.Min(window.Length, Length - offset);
        while (windowLength < wanted)
        {
            var read = RandomAccess.Read(file, window.AsSpan(windowLength, wanted - windowLength), offset + windowLength);
            if (read == 0) break;
            windowLength += read;
        }
        if (windowLength < count) throw new EndOfStreamException($"{Path} has become shorter while it was read, at {offset + windowLength}.");
    }
}
