using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>The cursor's file. Losing it costs news told twice, so it is not flushed.</summary>
internal sealed class CursorFile(IStorage storage, string folder)
{
    public const string Name = "cursor";

    private readonly Lock sync = new();
    private readonly string path = Path.Combine(folder, Name);

    /// <summary>The cursor; null when there is none or its file is damaged.</summary>
    public static long? Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path)) return null;
        using var reader = new FrameReader(path);
        return reader.Next(out var frame) == FrameStep.Whole && frame.Kind == FrameKind.Cursor ? frame.Head.Sequence : null;
    }

    /// <summary>The cursor, 0 when there is none or its file is damaged.</summary>
    public long Load()
    {
        lock (sync) return Read(folder) ?? 0;
    }

    public void Save(long sequence)
    {
        var content = FrameFormat.Encode(FrameKind.Cursor, JournalHead.Empty with { Sequence = sequence }, 0);
        lock (sync) WholeFile.ReplaceUnflushed(storage, path, content);
    }
}
