using System.CommandLine;

namespace AcdRouter.Acd;

/// <summary>Options that name servers. Better given by environment: a command line is seen by everybody on the machine.</summary>
internal static class ServerOptions
{
    public static Option<string?> Bus(string before = "") => Named(RunName.Bus, before, "amqp://USER:PASSWORD@HOST:PORT/VHOST (amqps)");

    public static Option<string?> Journal(string before = "") => Named(RunName.Journal, before, "redis://:PASSWORD@HOST:PORT/DB (rediss)");

    public static Option<string?> History(string before = "") => Named(RunName.History, before, "postgres://USER:PASSWORD@HOST:PORT/DATABASE");

    /// <summary>What was given on the command line, or else in the environment; null for neither.</summary>
    public static RunValue? Find(ParseResult parsed, Option<string?> option, RunName name)
    {
        if (parsed.GetValue(option) is { } text) return new RunValue([text], name.Flag);
        return Environment.GetEnvironmentVariable(name.Variable) is { Length: > 0 } variable ? new RunValue([variable], name.Variable) : null;
    }

    private static Option<string?> Named(RunName name, string before, string form) => new(name.Flag)
    {
        Description = $"{before} {form}. Better by {name.Variable}, which keeps the password off the command line.".TrimStart(),
        HelpName = "ADDRESS",
    };
}
