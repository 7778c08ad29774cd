using System.CommandLine;

namespace AcdRouter.Acd;

/// <summary><c>acd chaos</c>.</summary>
internal static class ChaosCommand
{
    private const int MostTimes = 10_000;

    public static Command Create()
    {
        var scenario = new Option<string[]>("--scenario")
        {
            Description = $"What to play; may be given several times; all when left out: {string.Join(", ", ChaosNames.Names)}.",
            HelpName = "NAME",
        };
        var times = new Option<int>("--times") { Description = $"How often each fault strikes, 1 to {MostTimes}.", DefaultValueFactory = _ => 100, HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "What is drawn is drawn from it.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var brief = new Option<bool>("--brief") { Description = "Faults that last a minute last some seconds." };
        var folder = new Option<string?>("--folder") { Description = "Where servers and programs have their files and logs; a temporary one, removed when all passed, when left out.", HelpName = "DIR" };
        var json = CommonOptions.Json();
        scenario.Validators.Add(result =>
        {
            foreach (var name in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (!ChaosNames.Names.Contains(name)) result.AddError($"--scenario: \"{name}\" is none of {string.Join(", ", ChaosNames.Names)}.");
            }
        });
        times.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostTimes) result.AddError($"--times: 1 to {MostTimes}.");
        });
        var command = new Command(
            "chaos",
            "Start servers and programs of one's own, hand sessions over steadily, kill, freeze and cut off what they stand on, and compare what "
            + "callers were promised with the journal. Exit code 1 when anything was lost, doubled, out of order or early.")
        {
            scenario, times, seed, brief, folder, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(scenario) is { Length: > 0 } names ? names : ChaosNames.Names;
            var temporary = parsed.GetValue(folder) is null;
            var options = new ChaosOptions
            {
                Scenarios = [.. ChaosNames.All.Where(each => wanted.Contains(each.Name))],
                Times = parsed.GetValue(times),
                Seed = parsed.GetValue(seed),
                Long = !parsed.GetValue(brief),
                Folder = Path.GetFullPath(parsed.GetValue(folder) ?? Directory.CreateTempSubdirectory("acd-chaos-").FullName),
                Command = ThisProgram.Command,
            };
            ChaosReport report;
            using (var bar = new ProgressBar<ChaosProgress>(each => (each.Share, each.Text)))
            {
                report = ChaosReport.Of(options, await new ChaosRun(options, bar).RunAsync(cancellationToken));
            }
            if (parsed.GetValue(json)) CommonOptions.WriteJson(report);
            else report.Write(Console.Out);
            if (report.Passed && temporary) Directory.Delete(options.Folder, recursive: true);
            return report.Passed ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
