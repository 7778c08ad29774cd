using System.CommandLine;
using System.Runtime.InteropServices;
using AcdRouter.Simulation.Benchmarks;

namespace AcdRouter.Acd;

/// <summary><c>acd bench</c>.</summary>
internal static class BenchCommand
{
    private const int LeastCommands = 1_000;
    private const int MostCommands = 10_000_000;

    private static readonly (int Agents, int Queues, int Backlog)[] Sizes =
    [
        (100, 10, 0),
        (100, 10, 9_000),
        (1_000, 100, 0),
        (1_000, 100, 90_000),
        (10_000, 1_000, 0),
        (10_000, 1_000, 100_000),
    ];

    public static Command Create()
    {
        var commands = new Option<int>("--commands")
        {
            Description = $"Commands measured of each size, {LeastCommands} to {MostCommands}; no backlog is longer than that.",
            DefaultValueFactory = _ => 100_000,
            HelpName = "N",
        };
        commands.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is >= LeastCommands and <= MostCommands) return;
            result.AddError($"--commands: {LeastCommands} to {MostCommands}.");
        });
        var json = CommonOptions.Json();
        var engine = new Command(
            "engine", "Routing commands a second through the Router alone, beside the same mix on a dictionary and priority queues without rules.")
        {
            commands, json,
        };
        engine.SetAction(parsed =>
        {
            var figures = new List<EngineFigures>();
            foreach (var (agents, queues, backlog) in Sizes)
            {
                var count = parsed.GetValue(commands);
                var size = new EngineSize(agents, queues, Math.Min(backlog, count), count);
                Console.Error.WriteLine($"{size.Agents} agents, {size.Queues} queues, backlog {size.Backlog} …");
                figures.Add(EngineBenchmark.Run(size));
            }
            if (parsed.GetValue(json)) CommonOptions.WriteJson(Bench(figures));
            else Write(figures);
            return ExitCodes.Done;
        });
        return new Command("bench", "Measure parts of the program; figures count as ratios to what is measured beside them.")
        {
            engine, BenchTransfer.Create(), BenchJournal.Create(), BenchFailover.Create(), BenchBareConsumer.Create(),
        };
    }

    private static EngineBench Bench(List<EngineFigures> figures) =>
        new(RuntimeInformation.OSDescription, Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, figures);

    private static void Write(List<EngineFigures> figures)
    {
        Console.WriteLine(
            $"{"agents",7} {"queues",7} {"backlog",8} {"commands/s",11} {"bare/s",11} {"ratio",6} {"µs each",8} {"bytes each",11} {"bytes waiting",14}");
        foreach (var each in figures)
        {
            var size = $"{each.Agents,7} {each.Queues,7} {each.Backlog,8}";
            var speed = $"{each.CommandsPerSecond,11:F0} {each.YardstickPerSecond,11:F0} {each.Ratio,6:F2} {each.MicrosecondsPerCommand,8:F2}";
            Console.WriteLine($"{size} {speed} {each.BytesAllocatedPerCommand,11} {each.BytesPerWaitingRequest,14}");
        }
    }
}

/// <summary>The figures with the machine they come from.</summary>
/// <param name="Machine">The operating system.</param>
/// <param name="Processors">Processors seen.</param>
/// <param name="Runtime">The framework.</param>
/// <param name="Figures">A row a size.</param>
internal sealed record EngineBench(string Machine, int Processors, string Runtime, IReadOnlyList<EngineFigures> Figures);
