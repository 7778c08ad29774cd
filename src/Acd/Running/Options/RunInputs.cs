namespace AcdRouter.Acd;

/// <summary>What was given to <c>acd run</c> in its three places. The command line goes before the environment, and that before the file.</summary>
internal sealed class RunInputs
{
    private readonly IReadOnlyDictionary<RunName, RunValue> commandLine;
    private readonly Func<string, string?> environment;
    private readonly IReadOnlyDictionary<RunName, RunValue> file;

    public RunInputs(
        IReadOnlyDictionary<RunName, RunValue> commandLine, Func<string, string?> environment, IReadOnlyDictionary<RunName, RunValue> file)
    {
        this.commandLine = commandLine;
        this.environment = environment;
        this.file = file;
    }

    /// <summary>What holds for an option; null when it was given nowhere. An empty variable is as good as none.</summary>
    public RunValue? Find(RunName name)
    {
        if (commandLine.TryGetValue(name, out var value)) return value;
        if (environment(name.Variable) is { Length: > 0 } text) return FromEnvironment(name, text);
        return file.GetValueOrDefault(name);
    }

    private static RunValue FromEnvironment(RunName name, string text) =>
        name.Separator is { } separator
            ? new RunValue(text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), name.Variable)
            : new RunValue([text], name.Variable);
}
