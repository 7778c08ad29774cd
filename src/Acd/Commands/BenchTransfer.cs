using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AcdRouter.Acd;

/// <summary><c>acd bench transfer</c>.</summary>
internal static class BenchTransfer
{
    private const string Embedded = "embedded";
    private const string Servers = "servers";
    private const string Both = "both";

    public static Command Create()
    {
        var underWay = new Option<int>("--under-way") { Description = "Hand-overs always under way while the top rate is measured, 1 to 1000.", DefaultValueFactory = _ => 64, HelpName = "N" };
        var seconds = new Option<int>("--seconds") { Description = "How long each figure is measured, 1 to 600.", DefaultValueFactory = _ => 10, HelpName = "N" };
        var warmUp = new Option<int>("--warm-up")
        {
            Description = "How long it runs at its top rate before anything counts, in seconds, 0 to 600; it goes on while it still gets faster.",
            DefaultValueFactory = _ => 30,
            HelpName = "N",
        };
        var shape = new Option<string>("--shape")
        {
            Description = "embedded, servers (starts a Redis, a RabbitMQ and a PostgreSQL of its own, which must be installed), or both.",
            DefaultValueFactory = _ => Both,
            HelpName = "SHAPE",
        };
        shape.AcceptOnlyFromAmong(Embedded, Servers, Both);
        var json = CommonOptions.Json();
        underWay.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000) result.AddError("--under-way: 1 to 1000.");
        });
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 600) result.AddError("--seconds: 1 to 600.");
        });
        warmUp.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 600) result.AddError("--warm-up: 0 to 600.");
        });
        var command = new Command("transfer", "Whole hand-overs a second and how long they take, beside bare consumers that pass as many messages.") { shape, underWay, seconds, warmUp, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Directory.CreateTempSubdirectory("acd-bench-").FullName;
            try
            {
                var plan = new TransferPlan(parsed.GetValue(underWay), TimeSpan.FromSeconds(parsed.GetValue(warmUp)), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
                var figures = await RunAsync(parsed.GetValue(shape)!, folder, plan, cancellationToken);
                if (parsed.GetValue(json)) CommonOptions.WriteJson(new TransferBench(RuntimeInformation.OSDescription, Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, figures));
                else Write(figures);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<List<TransferFigures>> RunAsync(string shape, string folder, TransferPlan plan, CancellationToken cancellationToken)
    {
        var figures = new List<TransferFigures>();
        if (shape is Embedded or Both)
        {
            figures.Add(await EmbeddedTransferBench.RunAsync(folder, plan, Console.Error.WriteLine, cancellationToken));
        }
        if (shape is Servers or Both)
        {
            Console.Error.WriteLine("servers …");
            await using var servers = await PrivateTransferServers.StartAsync(folder, cancellationToken);
            var bench = new ServersTransferBench(servers.Servers, Path.Combine(folder, "acd"), ThisProgram.Command, plan, Console.Error.WriteLine);
            figures.Add(await bench.RunAsync(cancellationToken));
        }
        return figures;
    }

    private static void Write(List<TransferFigures> figures)
    {
        Console.WriteLine($"{"shape",-9} {"hand-overs/s",12} {"bare/s",8} {"ratio",6} {"p50 ms",7} {"p99 ms",7} {"bare p50",8} {"bare p99",8} {"p99/bare",8} {"p99/p50",7} {"news",5} {"raw journal/s",13} {"raw broker/s",12}");
        foreach (var each in figures)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{each.Shape,-9} {each.HandOversPerSecond,12:F0} {each.BarePerSecond,8:F0} {each.Ratio,6:F2} {each.Latency.P50,7:F1} {each.Latency.P99,7:F1} {each.BareLatency.P50,8:F1} {each.BareLatency.P99,8:F1} {each.P99ToBare,8:F2} {each.P99ToBareMedian,7:F2} {each.News,5:F1} {each.RawJournalPerSecond,13:F0} {each.RawBrokerPerSecond,12:F0}"));
        }
    }
}

/// <summary>The figures with the machine they come from.</summary>
/// <param name="Machine">The operating system.</param>
/// <param name="Processors">Processors seen.</param>
/// <param name="Runtime">The framework.</param>
/// <param name="Figures">A row a shape.</param>
internal sealed record TransferBench(string Machine, int Processors, string Runtime, IReadOnlyList<TransferFigures> Figures);
