using System.CommandLine;

namespace AcdRouter.Acd;

/// <summary>The command line's part of the options that may also come from the environment and from a file.</summary>
internal sealed class RunPlaces
{
    private readonly Argument<string?> role = new("ROLE")
    {
        Description = "all (the default), core: owns partitions, or web: serves the API. core and web go with servers.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> config = new("--config") { Description = "Options from a YAML file.", HelpName = "FILE" };

    private readonly Option<string[]> settings = new("--settings")
    {
        Description = "A site's settings, in YAML; may be given several times.",
        HelpName = "FILE",
    };

    private readonly Option<string?> data = new("--data")
    {
        Description = $"The data folder: journal, history, keys; {DataFolder.Default} when not given.",
        HelpName = "DIR",
    };

    private readonly Option<string?> urls = new("--urls")
    {
        Description = $"Where to listen; {RunOptions.DefaultUrls} when not given.",
        HelpName = "URL",
    };

    private readonly Option<string[]> proxies = new("--trusted-proxy")
    {
        Description = "A proxy in front, by address or network (10.0.0.0/8): its X-Forwarded-For says where callers come from. "
            + "May be given several times; without it the header is ignored.",
        HelpName = "ADDRESS",
    };

    private readonly Option<string?> archive = new("--archive") { Description = "Where records go that leave Redis, on servers.", HelpName = "DIR" };

    private readonly Option<string?> bus = ServerOptions.Bus("memory (the default) or");

    private readonly Option<string?> journal = ServerOptions.Journal("files (the default) or");

    private readonly Option<string?> history = ServerOptions.History("files (the default) or");

    public void AddTo(Command command)
    {
        command.Add(role);
        foreach (var option in (Option[])[config, settings, data, urls, proxies, bus, journal, history, archive]) command.Add(option);
    }

    /// <summary>Puts together what was given everywhere.</summary>
    /// <exception cref="AcdException">Something is wrong with it; the message says everything that is.</exception>
    public RunOptions Resolve(ParseResult parsed)
    {
        var given = new Dictionary<RunName, RunValue>();
        if (parsed.GetValue(role) is { } asked) given[RunName.Role] = new RunValue([asked], RunName.Role.Flag);
        foreach (var (name, option) in ((RunName, Option<string?>)[])
            [(RunName.Data, data), (RunName.Urls, urls), (RunName.Bus, bus), (RunName.Journal, journal), (RunName.History, history), (RunName.Archive, archive)])
        {
            if (parsed.GetValue(option) is { } text) given[name] = new RunValue([text], name.Flag);
        }
        foreach (var (name, option) in ((RunName, Option<string[]>)[])[(RunName.Settings, settings), (RunName.TrustedProxies, proxies)])
        {
            if (parsed.GetValue(option) is { Length: > 0 } items) given[name] = new RunValue(items, name.Flag);
        }
        var (options, problems) = RunOptions.Resolve(new RunInputs(given, Environment.GetEnvironmentVariable, ReadFile(parsed)));
        return options ?? throw new AcdException(string.Join(Environment.NewLine, problems), ExitCodes.Usage);
    }

    private IReadOnlyDictionary<RunName, RunValue> ReadFile(ParseResult parsed)
    {
        if (parsed.GetValue(config) is not { } path) return new Dictionary<RunName, RunValue>();
        var (values, problems) = RunConfigFile.Read(path);
        return problems.Count == 0 ? values : throw new AcdException(string.Join(Environment.NewLine, problems), ExitCodes.Usage);
    }
}
