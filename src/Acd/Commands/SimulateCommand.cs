using System.CommandLine;
using System.Globalization;
using AcdRouter.Simulation.Faults;

namespace AcdRouter.Acd;

/// <summary><c>acd simulate</c>.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var seed = new Option<ulong>("--seed") { Description = "The first world's seed; alone it plays that world.", DefaultValueFactory = _ => 1UL, HelpName = "N" };
        var worlds = new Option<int?>("--worlds") { Description = "Worlds to play, 1 to 1000000; 1 when --seed is given, else 200.", HelpName = "N" };
        var commands = new Option<int>("--commands") { Description = "Commands of each world, 100 to 1000000.", DefaultValueFactory = _ => 2_000, HelpName = "N" };
        var json = CommonOptions.Json();
        var command = new Command(
            "simulate", "Play worlds of agents, customers and faults from seeds, and check every invariant at every step. Exit code 1 when a world fails.")
        {
            seed, worlds, commands, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var seeded = parsed.GetResult(seed) is { Implicit: false };
            var options = new FaultSimulationOptions
            {
                FirstSeed = parsed.GetValue(seed),
                Worlds = InRange("--worlds", parsed.GetValue(worlds) ?? (seeded ? 1 : 200), 1),
                Commands = InRange("--commands", parsed.GetValue(commands), 100),
            };
            FaultSimulationReport report;
            using (var bar = new ProgressBar<FaultSimulationProgress>(progress =>
                ((double)progress.Done / progress.Of, string.Create(CultureInfo.InvariantCulture, $"{progress.Done} of {progress.Of} worlds, {progress.Failed} failed"))))
            {
                report = FaultSimulation.Run(options, bar, cancellationToken);
            }
            Console.WriteLine(parsed.GetValue(json) ? report.ToJson() : report.ToText());
            return Task.FromResult(report.Failures.Count == 0 ? ExitCodes.Done : ExitCodes.Failed);
        });
        return command;
    }

    private static int InRange(string option, int value, int least) =>
        value >= least && value <= 1_000_000 ? value : throw new AcdException($"{option}: {least} to 1000000, not {value}.", ExitCodes.Usage);
}
