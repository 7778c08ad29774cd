using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Faults;

/// <summary>How many worlds are played, and which.</summary>
public sealed record FaultSimulationOptions
{
    /// <summary>The first world's seed; the others follow it one by one.</summary>
    public ulong FirstSeed { get; init; } = 1;

    /// <summary>Worlds to play; 1 to 1,000,000. Default 200.</summary>
    public int Worlds { get; init; } = 200;

    /// <summary>Commands of each world; 100 to 1,000,000. Default 2,000.</summary>
    public int Commands { get; init; } = 2_000;

    /// <summary>Worlds played at once; each takes one thread. Default: one a processor.</summary>
    public int AtOnce { get; init; } = Environment.ProcessorCount;
}

/// <summary>A world has ended.</summary>
/// <param name="Done">Worlds that have ended.</param>
/// <param name="Of">Worlds in all.</param>
/// <param name="Failed">Of those that have ended, how many failed.</param>
public readonly record struct FaultSimulationProgress(int Done, int Of, int Failed);

/// <summary>A world that failed.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Replay">The command that plays it again.</param>
/// <param name="Breaches">What broke.</param>
/// <param name="Text">Everything: what broke, what happened before, how to play it again.</param>
public sealed record WorldFailure(ulong Seed, string Replay, ValueList<Breach> Breaches, string Text);

/// <summary>What became of the worlds.</summary>
/// <param name="Worlds">Reports of the worlds that held, by seed.</param>
/// <param name="Failures">The worlds that failed, by seed.</param>
public sealed record FaultSimulationReport(ValueList<WorldReport> Worlds, ValueList<WorldFailure> Failures)
{
    /// <summary>The report as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ContractsJson.Options);

    /// <summary>The report as lines to read; a failure comes whole.</summary>
    public string ToText()
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{Worlds.Count} worlds held, {Failures.Count} failed"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Worlds.Sum(each => each.Commands)} commands, {Worlds.Sum(each => each.Records)} records, {Worlds.Sum(each => each.Requests)} requests, {Worlds.Sum(each => each.Offers)} offers, {Worlds.Sum(each => each.Assignments)} assignments"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Worlds.Sum(each => each.Faults)} faults, {Worlds.Sum(each => each.Messages)} messages lost, doubled or late, {Worlds.Sum(each => each.Writers)} writers"),
        };
        lines.AddRange(Summed(Worlds.SelectMany(each => each.FaultsByKind)).Select(each => string.Create(CultureInfo.InvariantCulture, $"  {each.Count,6} {each.What}")));
        lines.AddRange(Failures.Select(each => each.Text));
        return string.Join('\n', lines);
    }

    /// <summary>Counts of the same thing added up, by name.</summary>
    public static IReadOnlyList<CountOf> Summed(IEnumerable<CountOf> counts) =>
        [.. counts.GroupBy(each => each.What).OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => new CountOf(each.Key, each.Sum(one => one.Count)))];
}

/// <summary>Plays worlds, several at once, each alone on its thread.</summary>
public static class FaultSimulation
{
    /// <summary>Plays the worlds; one that fails does not stop the others.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static FaultSimulationReport Run(
        FaultSimulationOptions options, IProgress<FaultSimulationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Worlds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Worlds, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Commands, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Commands, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AtOnce, 1);
        var held = new ConcurrentBag<WorldReport>();
        var failed = new ConcurrentBag<WorldFailure>();
        var next = -1;
        var threads = Enumerable.Range(0, Math.Min(options.AtOnce, options.Worlds)).Select(_ => new Thread(Play) { IsBackground = true }).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        cancellationToken.ThrowIfCancellationRequested();
        return new FaultSimulationReport(held.OrderBy(each => each.Seed).ToValueList(), failed.OrderBy(each => each.Seed).ToValueList());

        void Play()
        {
            while (!cancellationToken.IsCancellationRequested && Interlocked.Increment(ref next) is var index && index < options.Worlds)
            {
                PlayOne(new WorldOptions { Seed = options.FirstSeed + (ulong)index, Commands = options.Commands });
                progress?.Report(new FaultSimulationProgress(held.Count + failed.Count, options.Worlds, failed.Count));
            }
        }

        void PlayOne(WorldOptions world)
        {
            try
            {
                held.Add(World.Run(world));
            }
            catch (WorldFailedException e)
            {
                failed.Add(new WorldFailure(world.Seed, WorldFailedException.ReplayCommand(world), e.Breaches.ToValueList(), e.Message));
            }
        }
    }
}
