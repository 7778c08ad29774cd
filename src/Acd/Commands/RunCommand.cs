using System.CommandLine;

namespace AcdRouter.Acd;

/// <summary><c>acd run</c>.</summary>
internal static class RunCommand
{
    private const string DefaultUrls = "http://127.0.0.1:8080";
    private const int DefaultDemoSpeed = 10;

    public static Command Create()
    {
        var settings = new Option<string[]>("--settings")
        {
            Description = "A site's settings, in YAML; may be given several times.",
            HelpName = "FILE",
        };
        var data = CommonOptions.Data();
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen.",
            DefaultValueFactory = _ => DefaultUrls,
            HelpName = "URL",
        };
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
        urls.Validators.Add(result =>
        {
            if (Addresses.FindProblem(result.GetValueOrDefault<string>() ?? "") is { } problem) result.AddError($"--urls: {problem}");
        });
        speed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100) result.AddError("--demo-speed: 1 to 100.");
        });
        var proxies = new Option<string[]>("--trusted-proxy")
        {
            Description = "A proxy in front, by address or network (10.0.0.0/8): its X-Forwarded-For says where callers come from. "
                + "May be given several times; without it the header is ignored.",
            HelpName = "ADDRESS",
        };
        proxies.Validators.Add(result =>
        {
            foreach (var proxy in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (TrustedProxies.FindProblem(proxy) is { } problem) result.AddError($"--trusted-proxy: {problem}");
            }
        });
        var json = CommonOptions.Json();
        var command = new Command(
            "run", "Run the whole program in this process: journal, engine, bus, HTTP API. Ends on SIGTERM or Ctrl+C: finishes what was accepted, saves a snapshot.")
        {
            settings, data, urls, proxies, demo, speed, json,
        };
        command.SetAction((parsed, _) =>
        {
            OwnerOnly.Begin();
            var files = parsed.GetValue(settings) ?? [];
            var isDemo = parsed.GetValue(demo);
            if (files.Length == 0 && isDemo) files = [Samples.Find("site.yaml")];
            var sites = Read(files);
            if (isDemo) RequireDemo(sites[0]);
            var folder = new DataFolder(parsed.GetRequiredValue(data));
            if (OwnerOnly.FindProblem(folder) is { } problem) Console.Error.WriteLine(problem);
            return RunProgram.RunAsync(new RunSettings(
                folder,
                parsed.GetRequiredValue(urls),
                sites,
                isDemo ? parsed.GetValue(speed) : null,
                parsed.GetValue(json),
                TrustedProxies.Read(parsed.GetValue(proxies) ?? [])));
        });
        return command;
    }

    private static List<SettingsFile> Read(string[] files)
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
