using AcdRouter.Testing;

namespace AcdRouter.Architecture.Tests.Files;

/// <summary>A text file of the working copy.</summary>
/// <param name="Path">Below the root, with slashes.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    // What tools make, and what a run of the product leaves behind; see .gitignore.
    private static readonly string[] NotOurs = ["bin", "obj", ".git", "data", "node_modules", "TestResults", ".vs", ".idea", ".vscode", "__pycache__"];

    private static readonly string[] Text =
    [
        "", ".cs", ".csproj", ".sln", ".props", ".targets", ".md", ".txt", ".json", ".jsonl", ".yaml", ".yml", ".sh", ".py", ".csv", ".tsv",
        ".ts", ".tsx", ".js", ".css", ".html", ".http", ".xml", ".editorconfig", ".gitignore", ".dockerignore",
    ];

    // Recorded calls are data: long, and no text that anybody wrote.
    private const int LargestRead = 1_000_000;

    public static IReadOnlyList<SourceFile> All { get; } = [.. Below(new DirectoryInfo(Repository.Root))];

    public static IEnumerable<SourceFile> Under(params string[] folders) =>
        All.Where(file => folders.Any(folder => file.Path.StartsWith(folder + "/", StringComparison.Ordinal)));

    public string Extension => System.IO.Path.GetExtension(Path);

    /// <summary>Where the lines match, as <c>path:line: text</c>.</summary>
    public IEnumerable<string> Matches(System.Text.RegularExpressions.Regex pattern) =>
        Lines.Select((line, index) => (line, index)).Where(each => pattern.IsMatch(each.line)).Select(each => $"{Path}:{each.index + 1}: {each.line.Trim()}");

    private static IEnumerable<SourceFile> Below(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(IsText).OrderBy(each => each.Name, StringComparer.Ordinal))
            yield return new SourceFile(Repository.Relative(file.FullName), File.ReadAllLines(file.FullName));
        foreach (var below in folder.EnumerateDirectories().Where(each => !NotOurs.Contains(each.Name)).OrderBy(each => each.Name, StringComparer.Ordinal))
        {
            foreach (var file in Below(below)) yield return file;
        }
    }

    private static bool IsText(FileInfo file) =>
        file.LinkTarget is null && file.Length <= LargestRead && file.Name != ".git" && Text.Contains(file.Extension, StringComparer.OrdinalIgnoreCase);
}
