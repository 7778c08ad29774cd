using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using AcdRouter.Simulation.Load;
using AcdRouter.Simulation.Servers;

namespace AcdRouter.Acd;

/// <summary><c>acd bench failover</c>.</summary>
internal static class BenchFailover
{
    public static Command Create()
    {
        var times = new Option<int>("--times") { Description = "How often the owner is killed, 1 to 1000.", DefaultValueFactory = _ => 10, HelpName = "N" };
        var json = CommonOptions.Json();
        times.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000) result.AddError("--times: 1 to 1000.");
        });
        var command = new Command("failover", "kill -9 of a partition's owner under load: the first offer after it, beside the broker's own hand-over between bare consumers.")
        {
            times, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Directory.CreateTempSubdirectory("acd-bench-").FullName;
            var bench = await RunAsync(folder, parsed.GetValue(times), cancellationToken);
            if (parsed.GetValue(json)) CommonOptions.WriteJson(bench);
            else Write(bench);
            if (bench.Problems.Count == 0) Directory.Delete(folder, recursive: true);
            return bench.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<FailoverBench> RunAsync(string folder, int times, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("bare consumers …");
        Spread bare;
        await using (var rabbit = await PrivateRabbit.StartAsync(Path.Combine(folder, "bare"), cancellationToken))
        {
            // The first one warms up.
            await BareFailover.MeasureAsync(rabbit.Port, 1, cancellationToken);
            bare = await BareFailover.MeasureAsync(rabbit.Port, times, cancellationToken);
        }
        var options = new ChaosOptions
        {
            Scenarios = [new KillOwner()], Times = times, Seed = 1, Folder = folder, Long = false, Command = ThisProgram.Command,
        };
        await Console.Error.WriteLineAsync("the owner …");
        ChaosResult result;
        using (var bar = new ProgressBar<ChaosProgress>(each => (each.Share, each.Text))) result = (await new ChaosRun(options, bar).RunAsync(cancellationToken))[0];
        var load = result.Load ?? throw new AcdException(string.Join(Environment.NewLine, result.Problems), ExitCodes.Failed);
        return new FailoverBench(
            RuntimeInformation.OSDescription,
            Environment.ProcessorCount,
            RuntimeInformation.FrameworkDescription,
            load.FirstOffer,
            bare,
            Math.Round(load.FirstOffer.P50 - bare.P50, 1),
            load.Findings.LostCount,
            load.Findings.DoubledCount,
            load.Findings.OutOfOrderCount,
            result.Problems);
    }

    private static void Write(FailoverBench bench)
    {
        Console.WriteLine($"{"",-12} {"times",5} {"min ms",7} {"p50 ms",7} {"p95 ms",7} {"max ms",7}");
        WriteRow("first offer", bench.FirstOffer);
        WriteRow("bare", bench.Bare);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median beyond the broker's own: {bench.BeyondBareMilliseconds} ms (aim: at most 1000); lost {bench.Lost}, doubled {bench.Doubled}, out of order {bench.OutOfOrder}"));
        foreach (var problem in bench.Problems) Console.WriteLine($"  {problem}");
    }

    private static void WriteRow(string name, Spread spread) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-12} {spread.Count,5} {spread.Min,7:F0} {spread.P50,7:F0} {spread.P95,7:F0} {spread.Max,7:F0}"));
}

/// <summary>The figures with the machine they come from.</summary>
/// <param name="Machine">The operating system.</param>
/// <param name="Processors">Processors seen.</param>
/// <param name="Runtime">The framework.</param>
/// <param name="FirstOffer">From the kill to the first offer decided after it, as an agent sees it over HTTP; milliseconds.</param>
/// <param name="Bare">From the broken line of a bare consumer to the next one's first message; milliseconds.</param>
/// <param name="BeyondBareMilliseconds">The difference of the medians; the aim is at most 1,000.</param>
/// <param name="Lost">Promised effects not in the journal.</param>
/// <param name="Doubled">Effects that came twice.</param>
/// <param name="OutOfOrder">Offers made before others that come before them.</param>
/// <param name="Problems">Everything that is wrong.</param>
internal sealed record FailoverBench(
    string Machine,
    int Processors,
    string Runtime,
    Spread FirstOffer,
    Spread Bare,
    double BeyondBareMilliseconds,
    int Lost,
    int Doubled,
    int OutOfOrder,
    IReadOnlyList<string> Problems);
