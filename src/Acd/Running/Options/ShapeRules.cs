using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary>
/// There are two shapes: everything in one process on files, or everything on servers. A mixture would promise less than either, so
/// it is refused.
/// </summary>
internal static class ShapeRules
{
    private const string Shapes =
        "either all in this process (--bus memory --journal files --history files, the default), "
        + "or all on servers (--bus amqp://… --journal redis://… --history postgres://…)";

    /// <summary>The servers, or null for none; what is wrong is added to the problems.</summary>
    public static ServerAddresses? Resolve(RunInputs inputs, RunRole role, List<string> problems)
    {
        var before = problems.Count;
        var bus = Read(inputs.Find(RunName.Bus), "memory", BusAddress.Parse, problems);
        var journal = Read(inputs.Find(RunName.Journal), "files", ParseRedis, problems);
        var history = Read(inputs.Find(RunName.History), "files", PostgresAddress.Parse, problems);
        if (problems.Count > before) return null;
        if (bus is null && journal is null && history is null)
        {
            if (role != RunRole.All) problems.Add($"{inputs.Find(RunName.Role)!.Said}: a process of one role works with others over servers; name them: {Shapes}.");
            return null;
        }
        // A web process never asks Redis, so it need not be told where that is.
        var isJournalNeeded = role != RunRole.Web || inputs.Find(RunName.Journal) is not null;
        if (bus is not null && history is not null && (journal is not null || !isJournalNeeded)) return new ServerAddresses(bus, journal, history);
        problems.Add($"{Describe(inputs)} do not go together: {Shapes}.");
        return null;
    }

    private static (RedisAddress?, string?) ParseRedis(string text) => RedisAddress.TryParse(text, out var address, out var problem) ? (address, null) : (null, problem);

    private static T? Read<T>(RunValue? value, string embedded, Func<string, (T?, string?)> parse, List<string> problems)
        where T : class
    {
        if (value is null || value.Text == embedded) return null;
        var (address, problem) = parse(value.Text);
        if (problem is not null) problems.Add($"{value.Said}: {problem} Or: {embedded}.");
        return address;
    }

    private static string Describe(RunInputs inputs) =>
        string.Join(", ", ((RunName[])[RunName.Bus, RunName.Journal, RunName.History]).Select(name => inputs.Find(name) is { } value
            ? $"{value.Said} {Secrets.Redact(value.Text)}"
            : $"{name.Flag} {(name == RunName.Bus ? "memory" : "files")} (the default)"));
}
