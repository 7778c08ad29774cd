using System.CommandLine;

namespace AcdRouter.Acd;

/// <summary>Which installation a command works on: a data folder, or three servers.</summary>
internal sealed class StorePlaces
{
    private readonly Option<string> data = CommonOptions.Data();
    private readonly Option<string?> bus = ServerOptions.Bus();
    private readonly Option<string?> journal = ServerOptions.Journal();
    private readonly Option<string?> history = ServerOptions.History();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[data, bus, journal, history]) command.Add(option);
    }

    public DataFolder Folder(ParseResult parsed) => new(parsed.GetRequiredValue(data));

    /// <summary>The servers; null for the data folder, which is meant where it is named on the command line and no server is.</summary>
    public ServerAddresses? FindServers(ParseResult parsed)
    {
        var isServerSaid = ((Option<string?>[])[bus, journal, history]).Any(option => parsed.GetValue(option) is not null);
        if (parsed.GetResult(data) is { Implicit: false } && !isServerSaid) return null;
        return ServerOptions.FindServers(parsed, bus, journal, history);
    }
}
