using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>Begins a journal in the middle: for a restore of one whose first records were trimmed before it was saved.</summary>
public static class JournalSeed
{
    /// <summary>Makes a data folder's journal one that ends with this head and holds no record; durable on return.</summary>
    /// <param name="folder">Made where it is missing; must hold no journal.</param>
    /// <param name="head">What the next append follows.</param>
    /// <exception cref="InvalidOperationException">The folder holds a journal.</exception>
    public static void Write(string folder, JournalHead head)
    {
        var storage = DiskStorage.Instance;
        DurableFolder.Create(storage, folder);
        if (SegmentName.List(folder).Count > 0) throw new InvalidOperationException($"{folder} holds a journal.");
        var content = FrameFormat.Encode(FrameKind.SegmentBase, head, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        WholeFile.Replace(storage, SegmentName.Of(folder, head.Sequence + 1), content);
    }
}
