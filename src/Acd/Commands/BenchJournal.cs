using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Simulation.Benchmarks;
using AcdRouter.Simulation.Servers;

namespace AcdRouter.Acd;

/// <summary><c>acd bench journal</c>.</summary>
internal static class BenchJournal
{
    private const int LeastBatches = 100;
    private const int MostBatches = 1_000_000;
    private const int RecordBytes = 256;

    /// <summary>One partition, and as many as an installation has by default.</summary>
    private static readonly int[] Partitions = [1, RedisInstallation.DefaultPartitions];

    private static readonly int[] BatchSizes = [1, 10, 100];

    public static Command Create()
    {
        var batches = new Option<int>("--batches")
        {
            Description = $"Batches measured of each size, {LeastBatches} to {MostBatches}.",
            DefaultValueFactory = _ => 5_000,
            HelpName = "N",
        };
        batches.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < LeastBatches or > MostBatches) result.AddError($"--batches: {LeastBatches} to {MostBatches}.");
        });
        var journal = new Option<string?>("--journal")
        {
            Description = "An empty database of a Redis, emptied again afterwards; without it a private server is started.",
            HelpName = "redis://…",
        };
        var fsync = new Option<string>("--fsync")
        {
            Description = "When the private server flushes its append-only file.",
            DefaultValueFactory = _ => "everysec",
        };
        fsync.AcceptOnlyFromAmong("everysec", "always");
        var json = CommonOptions.Json();
        var command = new Command("journal", "Records appended a second, to files and to Redis, beside bare writes and flushes and Redis's own benchmark.")
        {
            batches, journal, fsync, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Directory.CreateTempSubdirectory("acd-bench-").FullName;
            try
            {
                var figures = new List<JournalFigures>();
                await FilesAsync(folder, parsed.GetValue(batches), figures, cancellationToken);
                await using var own = parsed.GetValue(journal) is null
                    ? await PrivateRedis.StartAsync(Path.Combine(folder, "redis"), ["--appendfsync", parsed.GetValue(fsync)!], cancellationToken)
                    : null;
                await RedisAsync(parsed.GetValue(journal) ?? own!.Address, parsed.GetValue(batches), figures, cancellationToken);
                if (parsed.GetValue(json)) CommonOptions.WriteJson(Bench(own is null ? "as the server has it" : parsed.GetValue(fsync)!, figures));
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

    private static async Task FilesAsync(string folder, int batches, List<JournalFigures> figures, CancellationToken cancellationToken)
    {
        var payload = JournalLoad.Payload(RecordBytes);
        await using var journal = await FileJournal.OpenAsync(new FileJournalOptions { Folder = Path.Combine(folder, "data") }, cancellationToken);
        foreach (var each in BatchSizes)
        {
            Console.Error.WriteLine($"files, batches of {each} …");
            figures.Add(await JournalFigures.MeasureAsync(
                Size("file", 1, each, batches, "write and fsync of the same bytes"),
                count => JournalLoad.RunAsync([journal], count, each, payload, cancellationToken),
                count => Task.FromResult(FsyncYardstick.Run(folder, count, each, payload.Length))));
        }
    }

    private static async Task RedisAsync(string address, int batches, List<JournalFigures> figures, CancellationToken cancellationToken)
    {
        if (!Journals.RedisAddress.TryParse(address, out var parsed, out var problem)) throw new AcdException(problem, ExitCodes.Failed);
        if (parsed.Tls) throw new AcdException("redis-benchmark is called without TLS: name a redis:// address.", ExitCodes.Failed);
        var payload = JournalLoad.Payload(RecordBytes);
        var yardstick = new RedisYardstick(new Uri(address));
        if (!await yardstick.IsEmptyAsync(cancellationToken))
        {
            throw new AcdException($"{parsed} is not empty: name a database that may be emptied, as in redis://HOST:PORT/15.", ExitCodes.Failed);
        }
        await using var store = await RedisStore.ConnectAsync(new RedisStoreOptions { Address = parsed, CallTimeout = TimeSpan.FromSeconds(10) }, cancellationToken);
        foreach (var partitions in Partitions)
        {
            foreach (var each in BatchSizes)
            {
                Console.Error.WriteLine($"Redis, {partitions} in flight, batches of {each} …");
                figures.Add(await JournalFigures.MeasureAsync(
                    Size("redis", partitions, each, batches, "redis-benchmark, XADD of as many by a script without condition"),
                    count => AppendAsync(store, partitions, count, each, payload, yardstick, cancellationToken),
                    count => BenchmarkAsync(yardstick, partitions, count, each, payload, cancellationToken)));
            }
        }
    }

    private static async Task<double> AppendAsync(
        RedisStore store, int partitions, int count, int each, byte[] payload, RedisYardstick server, CancellationToken cancellationToken)
    {
        var journals = Enumerable.Range(0, partitions).Select(store.OpenJournal).ToList();
        var rate = await JournalLoad.RunAsync([.. journals.Cast<IJournal>()], Math.Max(1, count / partitions), each, payload, cancellationToken);
        foreach (var journal in journals) await journal.DisposeAsync();
        await server.ClearAsync(cancellationToken);
        return rate;
    }

    private static async Task<double> BenchmarkAsync(
        RedisYardstick yardstick, int partitions, int count, int each, byte[] payload, CancellationToken cancellationToken)
    {
        var rate = await yardstick.RunAsync(partitions, count, each, payload, cancellationToken);
        await yardstick.ClearAsync(cancellationToken);
        return rate;
    }

    private static JournalFigures Size(string journal, int partitions, int each, int batches, string yardstick) =>
        new(journal, partitions, each, RecordBytes, batches, 0, yardstick, 0, 0);

    private static JournalBench Bench(string fsync, List<JournalFigures> figures) =>
        new(RuntimeInformation.OSDescription, Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, fsync, figures);

    private static void Write(List<JournalFigures> figures)
    {
        Console.WriteLine($"{"journal",-8} {"in flight",9} {"batch",6} {"records/s",10} {"yardstick/s",12} {"ratio",6}");
        foreach (var each in figures)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{each.Journal,-8} {each.Partitions,9} {each.RecordsEach,6} {each.RecordsPerSecond,10:F0} {each.YardstickPerSecond,12:F0} {each.Ratio,6:F2}"));
        }
    }
}

/// <summary>The figures with the machine they come from.</summary>
/// <param name="Machine">The operating system.</param>
/// <param name="Processors">Processors seen.</param>
/// <param name="Runtime">The framework.</param>
/// <param name="RedisFsync">When Redis flushes its append-only file.</param>
/// <param name="Figures">A row a journal, number of partitions and size of batch.</param>
internal sealed record JournalBench(string Machine, int Processors, string Runtime, string RedisFsync, IReadOnlyList<JournalFigures> Figures);
