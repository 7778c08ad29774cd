namespace AcdRouter.Testing;

/// <summary>
/// Compares what a test makes with what was accepted before: <c>Snapshots/name.json</c> in the test's own project. What is written
/// to a journal or to the bus is frozen this way, so that renaming a member cannot go unseen.
/// </summary>
public static class Snapshot
{
    /// <summary>Set to 1, snapshots are written instead of compared; the change is then read in the version control's diff.</summary>
    public const string AcceptVariable = "ACD_ACCEPT_SNAPSHOTS";

    private static readonly bool Accepting = Environment.GetEnvironmentVariable(AcceptVariable) == "1";

    /// <summary>Where this project's snapshots lie.</summary>
    public static string Folder { get; } = Path.Combine(Repository.TestProject, "Snapshots");

    /// <summary>Fails unless the text is the one accepted under the name; line ends and a last line feed do not count.</summary>
    /// <param name="name">Letters, digits, dot, hyphen, underscore; slashes make folders.</param>
    /// <param name="text">What the test made.</param>
    public static void Match(string name, string text)
    {
        var actual = Normalise(text);
        if (Accepting) Write(name, actual);
        else Read(name).ShouldBe(actual, $"The snapshot {Repository.Relative(FileOf(name))} differs. {HowToAccept}");
    }

    /// <summary>The text accepted under the name; fails when there is none.</summary>
    public static string Read(string name)
    {
        var file = FileOf(name);
        File.Exists(file).ShouldBeTrue($"There is no snapshot {Repository.Relative(file)}. {HowToAccept}");
        return Normalise(File.ReadAllText(file));
    }

    /// <summary>The names accepted in a folder of snapshots, in order.</summary>
    public static IReadOnlyList<string> Names(string folder)
    {
        var path = Path.Combine(Folder, folder);
        return Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.json").Select(file => $"{folder}/{Path.GetFileNameWithoutExtension(file)}").Order(StringComparer.Ordinal)]
            : [];
    }

    private static string HowToAccept => $"When the change is wanted, run the project once with {AcceptVariable}=1 and read the diff.";

    private static void Write(string name, string text)
    {
        var file = FileOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text + "\n");
    }

    private static string FileOf(string name)
    {
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/').ShouldBeTrue($"\"{name}\" cannot name a file.");
        return Path.Combine(Folder, name + ".json");
    }

    private static string Normalise(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
