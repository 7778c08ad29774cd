namespace AcdRouter.Acd;

/// <summary>The samples that come with the program: beside the executable, or in the repository that it was built from.</summary>
internal static class Samples
{
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "samples", name);
            if (Path.Exists(path)) return path;
        }
        throw new AcdException($"samples/{name} is not beside the program.", ExitCodes.Failed);
    }
}
