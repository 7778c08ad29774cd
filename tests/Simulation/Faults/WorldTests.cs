using AcdRouter.Simulation.Faults;

namespace AcdRouter.Simulation.Tests.Faults;

public sealed class WorldTests
{
    [Fact]
    public void One_world()
    {
        var seed = ulong.Parse(Environment.GetEnvironmentVariable("SEED") ?? "1", null);
        var count = ulong.Parse(Environment.GetEnvironmentVariable("COUNT") ?? "1", null);
        var failures = new Dictionary<string, (int, string)>();
        for (var i = seed; i < seed + count; i++)
        {
            try
            {
                var watch = System.Diagnostics.Stopwatch.StartNew();
                var report = World.Run(new WorldOptions { Seed = i });
                if (i == seed) Console.WriteLine(report with { FaultsByKind = report.FaultsByKind });
                Console.WriteLine($"{i} ok in {watch.ElapsedMilliseconds} ms, {report.Faults} faults, {report.Accepted} accepted {report.Refused} refused");
            }
            catch (WorldFailedException e)
            {
                var key = e.Breaches[0].Invariant + " " + System.Text.RegularExpressions.Regex.Replace(e.Breaches[0].What, "[0-9a-f]{8}-[0-9a-f-]*|[0-9]+", "#");
                key = key[..Math.Min(key.Length, 300)];
                failures[key] = failures.TryGetValue(key, out var f) ? (f.Item1 + 1, f.Item2) : (1, e.Message);
                if (count > 1) Console.WriteLine($"{i} FAILED {e.Breaches[0].ToString()[..Math.Min(200, e.Breaches[0].ToString().Length)]}");
            }
        }
        foreach (var (key, (n, text)) in failures) Console.WriteLine($"======== {n} × {key}\n{text[..Math.Min(text.Length, 9000)]}");
        failures.ShouldBeEmpty();
    }

    [Fact]
    public void Many_worlds()
    {
        var seed = ulong.Parse(Environment.GetEnvironmentVariable("SEED") ?? "1", null);
        var count = int.Parse(Environment.GetEnvironmentVariable("COUNT") ?? "20", null);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var report = FaultSimulation.Run(new FaultSimulationOptions { FirstSeed = seed, Worlds = count }, null, TestContext.Current.CancellationToken);
        var text = report.ToText();
        Console.WriteLine(text[..Math.Min(30000, text.Length)]);
        foreach (var each in FaultSimulationReport.Summed(report.Worlds.SelectMany(each => each.AcceptedByCommand))) Console.WriteLine($"{each.Count} {each.What}");
        Console.WriteLine($"in {watch.ElapsedMilliseconds} ms, cpu {System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds}");
    }
}
