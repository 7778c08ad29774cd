using System.CommandLine;
using System.Runtime.InteropServices;
using AcdRouter.Simulation.Benchmarks;

namespace AcdRouter.Acd;

/// <summary><c>acd bench</c>.</summary>
internal static class BenchCommand
{
    private static readonly EngineSize[] Sizes =
    [
        new(100, 10, 0, 100_000),
        new(100, 10, 9_000, 100_000),
        new(1_000, 100, 0, 100_000),
        new(1_000, 100, 90_000, 100_000),
        new(10_000, 1_000, 0, 100_000),
        new(10_000, 1_000, 100_000, 100_000),
    ];

    public static Command Create()
    {
        var json = CommonOptions.Json();
        var engine = new Command(
            "engine", "Routing commands a second through the Router alone, beside the same mix on a dictionary and priority queues without rules.")
        {
            json,
        };
        engine.SetAction(parsed =>
        {
            var figures = new List<EngineFigures>();
            foreach (var size in Sizes)
            {
                Console.Error.WriteLine($"{size.Agents} agents, {size.Queues} queues, backlog {size.Backlog} …");
                figures.Add(EngineBenchmark.Run(size));
            }
            if (parsed.GetValue(json)) CommonOptions.WriteJson(new EngineBench(RuntimeInformation.OSDescription, Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, figures));
            else Write(figures);
            return ExitCodes.Done;
        });
        return new Command("bench", "Measure parts of the program; figures count as ratios to what is measured beside them.") { engine };
    }

    private static void Write(List<EngineFigures> figures)
    {
        Console.WriteLine($"{"agents",7} {"queues",7} {"backlog",8} {"commands/s",11} {"bare/s",11} {"ratio",6} {"µs each",8} {"bytes each",11} {"bytes waiting",14}");
        foreach (var each in figures)
        {
            Console.WriteLine(
                $"{each.Agents,7} {each.Queues,7} {each.Backlog,8} {each.CommandsPerSecond,11:F0} {each.YardstickPerSecond,11:F0} {each.Ratio,6:F2} {each.MicrosecondsPerCommand,8:F2} {each.BytesAllocatedPerCommand,11} {each.BytesPerWaitingRequest,14}");
        }
    }
}

/// <summary>The figures with the machine they come from.</summary>
/// <param name="Machine">The operating system.</param>
/// <param name="Processors">Processors seen.</param>
/// <param name="Runtime">The framework.</param>
/// <param name="Figures">A row a size.</param>
internal sealed record EngineBench(string Machine, int Processors, string Runtime, IReadOnlyList<EngineFigures> Figures);
