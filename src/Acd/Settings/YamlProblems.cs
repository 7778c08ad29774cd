namespace AcdRouter.Acd;

/// <summary>Everything wrong in one file, and where its values stand.</summary>
internal sealed class YamlProblems(string file)
{
    private readonly List<SettingsProblem> problems = [];
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    public IReadOnlyList<SettingsProblem> All => problems;

    public void Note(string path, int line) => lines[path] = line;

    /// <summary>The line of a path, or of the nearest one above it; 0 when none is known.</summary>
    public int LineOf(string path)
    {
        foreach (var at in Upwards(path))
        {
            if (lines.TryGetValue(at, out var line)) return line;
        }
        return 0;
    }

    /// <summary>The path, the one above it, and so on to the whole file, which is the empty one.</summary>
    public static IEnumerable<string> Upwards(string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))]) yield return at;
        yield return "";
    }

    public void Add(int line, string path, string message) => problems.Add(new SettingsProblem(file, line, path, message));
}
