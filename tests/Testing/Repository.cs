namespace AcdRouter.Testing;

/// <summary>Where things lie in the working copy that a test runs in.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindAbove("AcdRouter.sln");

    /// <summary>The folder of the test project that runs; its output lies below it.</summary>
    public static string TestProject { get; } = FindAbove("*.Tests.csproj");

    /// <summary>The path below the root, with slashes on every system.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindAbove(string pattern)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles(pattern).Any()) return folder.FullName;
        }
        throw new InvalidOperationException($"No {pattern} above {AppContext.BaseDirectory}: tests run from a working copy.");
    }
}
