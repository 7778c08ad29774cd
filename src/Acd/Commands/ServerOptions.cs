using System.CommandLine;

namespace AcdRouter.Acd;

/// <summary>Options that name servers. Better given by environment: a command line is seen by everybody on the machine.</summary>
internal static class ServerOptions
{
    public static Option<string?> Bus(string before = "") => Named(RunName.Bus, before, "amqp://USER:PASSWORD@HOST:PORT/VHOST (amqps); nodes of a cluster with commas: HOST1:PORT,HOST2:PORT");

    public static Option<string?> Journal(string before = "") => Named(RunName.Journal, before, "redis://:PASSWORD@HOST:PORT/DB (rediss)");

    public static Option<string?> History(string before = "") => Named(RunName.History, before, "postgres://USER:PASSWORD@HOST:PORT/DATABASE");

    /// <summary>What was given on the command line, or else in the environment; null for neither.</summary>
    public static RunValue? Find(ParseResult parsed, Option<string?> option, RunName name)
    {
        if (parsed.GetValue(option) is { } text) return new RunValue([text], name.Flag);
        return Environment.GetEnvironmentVariable(name.Variable) is { Length: > 0 } variable ? new RunValue([variable], name.Variable) : null;
    }

    /// <summary>The servers named; null for none, which is the shape on files.</summary>
    /// <exception cref="AcdException">They are not all named, or not as addresses.</exception>
    public static ServerAddresses? FindServers(ParseResult parsed, Option<string?> bus, Option<string?> journal, Option<string?> history)
    {
        var given = new Dictionary<RunName, RunValue>();
        foreach (var (name, option) in ((RunName, Option<string?>)[])[(RunName.Bus, bus), (RunName.Journal, journal), (RunName.History, history)])
        {
            if (Find(parsed, option, name) is { } value) given[name] = value;
        }
        var problems = new List<string>();
        var servers = ShapeRules.Resolve(new RunInputs(given, _ => null, new Dictionary<RunName, RunValue>()), RunRole.All, problems);
        return problems.Count == 0 ? servers : throw new AcdException(string.Join(Environment.NewLine, problems), ExitCodes.Usage);
    }

    /// <summary>The servers named.</summary>
    /// <exception cref="AcdException">They are not all named, or not as addresses.</exception>
    public static ServerAddresses RequireServers(ParseResult parsed, Option<string?> bus, Option<string?> journal, Option<string?> history) =>
        FindServers(parsed, bus, journal, history)
        ?? throw new AcdException($"Name the servers: {RunName.Bus.Flag}, {RunName.Journal.Flag} and {RunName.History.Flag}, or by environment.", ExitCodes.Usage);

    private static Option<string?> Named(RunName name, string before, string form) => new(name.Flag)
    {
        Description = $"{before} {form}. Better by {name.Variable}, which keeps the password off the command line.".TrimStart(),
        HelpName = "ADDRESS",
    };
}
