namespace AcdRouter.Acd;

/// <summary>What stands where in a data folder.</summary>
internal sealed class DataFolder(string path)
{
    /// <summary>Used where no folder is named.</summary>
    public const string Default = "./data";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Segments, snapshots, cursor and the lock.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal");

    /// <summary>Records of what has ended.</summary>
    public string History => System.IO.Path.Combine(Path, "history");

    /// <summary>The keys that seal tokens: secret.</summary>
    public DirectoryInfo Keys => new(System.IO.Path.Combine(Path, "keys"));
}
