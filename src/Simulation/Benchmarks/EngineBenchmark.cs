using System.Diagnostics;

namespace AcdRouter.Simulation.Benchmarks;

/// <summary>
/// Routing commands a second through the Router alone: requests, accepts, joins, completions, changes of agent state and
/// abandonments, beside the same mix on a dictionary and priority queues without any rules.
/// </summary>
public static class EngineBenchmark
{
    /// <summary>Runs one size, after a warm-up of a tenth of it.</summary>
    public static EngineFigures Run(EngineSize size)
    {
        Measure(size with { Commands = size.Commands / 10 });
        var router = Measure(size);
        MeasureYardstick(size with { Commands = size.Commands / 10 });
        var yardstick = MeasureYardstick(size);
        return new EngineFigures(
            size.Agents,
            size.Queues,
            size.Backlog,
            size.Commands,
            Math.Round(router.CommandsPerSecond),
            Math.Round(yardstick),
            Math.Round(router.CommandsPerSecond / yardstick, 2),
            Math.Round(1e6 / router.CommandsPerSecond, 2),
            router.BytesPerCommand,
            router.BytesPerWaiting);
    }

    private static (double CommandsPerSecond, long BytesPerCommand, long BytesPerWaiting) Measure(EngineSize size)
    {
        var load = new EngineLoad(size);
        load.SignEverybodyIn();
        load.KeepEverybodyBusy();
        var idle = GC.GetTotalMemory(forceFullCollection: true);
        load.QueueBacklog();
        var bytesPerWaiting = size.Backlog == 0 ? 0 : (GC.GetTotalMemory(forceFullCollection: true) - idle) / size.Backlog;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var decided = load.Decided;
        while (load.Decided - decided < size.Commands) load.Step();
        watch.Stop();
        var commands = load.Decided - decided;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        GC.KeepAlive(load);
        return (commands / watch.Elapsed.TotalSeconds, allocated / commands, Math.Max(0, bytesPerWaiting));
    }

    private static double MeasureYardstick(EngineSize size)
    {
        var bare = new BareMatcher(size);
        var watch = Stopwatch.StartNew();
        while (bare.Decided < size.Commands) bare.Step();
        return bare.Decided / watch.Elapsed.TotalSeconds;
    }
}

/// <summary>One size of the benchmark.</summary>
/// <param name="Agents">Agents, each a member of two queues.</param>
/// <param name="Queues">Queues.</param>
/// <param name="Backlog">Requests waiting throughout.</param>
/// <param name="Commands">Commands measured.</param>
public sealed record EngineSize(int Agents, int Queues, int Backlog, int Commands);

/// <summary>What one size came to.</summary>
/// <param name="Agents">Agents.</param>
/// <param name="Queues">Queues.</param>
/// <param name="Backlog">Requests waiting throughout.</param>
/// <param name="Commands">Commands measured.</param>
/// <param name="CommandsPerSecond">The Router's rate.</param>
/// <param name="YardstickPerSecond">The rate of dictionary and priority queues on the same mix.</param>
/// <param name="Ratio">The first over the second.</param>
/// <param name="MicrosecondsPerCommand">The Router's cost of a command.</param>
/// <param name="BytesAllocatedPerCommand">What a command allocates.</param>
/// <param name="BytesPerWaitingRequest">What a waiting request holds; 0 without a backlog.</param>
public sealed record EngineFigures(
    int Agents,
    int Queues,
    int Backlog,
    int Commands,
    double CommandsPerSecond,
    double YardstickPerSecond,
    double Ratio,
    double MicrosecondsPerCommand,
    long BytesAllocatedPerCommand,
    long BytesPerWaitingRequest);
