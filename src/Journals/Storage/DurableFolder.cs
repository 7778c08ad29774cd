namespace AcdRouter.Journals;

/// <summary>Folders whose names survive a crash of the machine.</summary>
internal static class DurableFolder
{
    /// <summary>Creates a folder and those above it where they are missing, durable on return.</summary>
    public static void Create(IStorage storage, string folder)
    {
        var missing = new Stack<string>();
        for (var at = Path.GetFullPath(folder); at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at)) missing.Push(at);
        foreach (var one in missing)
        {
            Directory.CreateDirectory(one);
            storage.SyncFolder(Path.GetDirectoryName(one)!);
        }
    }
}
