using System.CommandLine;

namespace AcdRouter.Acd;

/// <summary><c>acd run</c>.</summary>
internal static class RunCommand
{
    private const int DefaultDemoSpeed = 10;

    public static Command Create()
    {
        var places = new RunPlaces();
        var demo = new Option<bool>("--demo")
        {
            Description = "Run the demonstration site with recorded calls, a voice bridge that confirms, and print its people's tokens.",
        };
        var speed = new Option<int>("--demo-speed")
        {
            Description = "How many times faster than recorded; 1 to 100.",
            DefaultValueFactory = _ => DefaultDemoSpeed,
            HelpName = "N",
        };
        speed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100) result.AddError("--demo-speed: 1 to 100.");
        });
        var json = CommonOptions.Json();
        var command = new Command(
            "run",
            "Run the program: all of it in this process, on files (the default), or on servers in the role given. "
            + "Every option also by environment or file: --bus, ACD_BUS, bus. The command line goes first, then the environment, then the file. "
            + "Ends on SIGTERM or Ctrl+C: finishes what was accepted, saves a snapshot.");
        places.AddTo(command);
        command.Add(demo);
        command.Add(speed);
        command.Add(json);
        command.SetAction((parsed, _) =>
        {
            OwnerOnly.Begin();
            var options = places.Resolve(parsed);
            var isDemo = parsed.GetValue(demo);
            if (isDemo && options.Role != RunRole.All) throw new AcdException("--demo: goes with the role all.", ExitCodes.Usage);
            if (isDemo && options.Servers is not null) throw new AcdException("--demo: plays in one process, on files; leave --bus, --journal and --history out.", ExitCodes.Usage);
            var files = options.Settings;
            if (files.Count == 0 && isDemo) files = [Samples.Find("site.yaml")];
            var sites = Read(files);
            if (isDemo) RequireDemo(sites[0]);
            var folder = new DataFolder(options.Data);
            if (OwnerOnly.FindProblem(folder) is { } problem) Console.Error.WriteLine(problem);
            return RunProgram.RunAsync(new RunSettings(
                folder, options.Urls, sites, isDemo ? parsed.GetValue(speed) : null, parsed.GetValue(json), options.TrustedProxies)
            {
                Role = options.Role,
                Servers = options.Servers,
                Archive = options.Archive,
            });
        });
        return command;
    }

    private static List<SettingsFile> Read(IReadOnlyList<string> files)
    {
        var sites = new List<SettingsFile>();
        var problems = new List<SettingsProblem>();
        foreach (var path in files)
        {
            var (file, found) = SettingsFile.Read(path);
            problems.AddRange(found);
            if (file is null) continue;
            if (sites.Any(each => each.Site == file.Site))
            {
                problems.Add(new SettingsProblem(path, 0, "site", $"\"{file.Site}\" is configured by an earlier file too."));
            }
            sites.Add(file);
        }
        if (problems.Count == 0) return sites;
        throw new AcdException(string.Join(Environment.NewLine, problems), ExitCodes.Usage);
    }

    private static void RequireDemo(SettingsFile site)
    {
        string[] recorded = ["in", "ne", "nw", "pe", "ps", "tt"];
        var missing = recorded.Except(site.Settings.Queues.Select(queue => queue.Id.Value)).ToList();
        if (missing.Count == 0) return;
        throw new AcdException(
            $"--demo: site {site.Site} lacks the queues of the recorded calls: {string.Join(", ", missing)}. Take them from samples/site.yaml.", ExitCodes.Usage);
    }
}
