using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Simulation.Load;
using AcdRouter.Simulation.Servers;

namespace AcdRouter.Acd;

/// <summary>Two cores and a web role on servers, each with lines of its own to them.</summary>
internal sealed partial class ServersGround : IChaosGround
{
    private const int Agents = 8;
    private const int Queues = 4;
    private static readonly TimeSpan OwnerKnownWithin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Site, string Person), string> tokens = [];
    private readonly ServersPlan plan;
    private readonly List<ChaosCore> cores = [];
    private readonly JournalKeeper keeper;
    private readonly ChaosBridge bridge;
    private PostgresStore? keys;
    private string? operatorToken;

    private ServersGround(ServersPlan plan)
    {
        this.plan = plan;
        for (var i = 0; i < plan.Cores; i++) cores.Add(Make(string.Create(CultureInfo.InvariantCulture, $"core-{i}"), "core"));
        Web = Make("web", "web");
        keeper = new JournalKeeper(RedisAddress.Parse(plan.Redis.Address), plan.Partitions);
        bridge = new ChaosBridge(plan.Broker.Ports, plan.Host, keeper);
    }

    public string Folder => plan.Folder;

    public IReadOnlyList<Uri> Addresses => [Web.Program.Address];

    public IReadOnlyList<TearDownSeen> TearDowns => bridge.Seen;

    /// <summary>How this program is started once more.</summary>
    public IReadOnlyList<string> Command => plan.Command;

    public PrivateRedis Redis => plan.Redis;

    public IChaosBroker Broker => plan.Broker;

    public string Host => plan.Host;

    public IReadOnlyList<ChaosCore> Cores => cores;

    public ChaosCore Web { get; }

    public JournalKeeper Keeper => keeper;

    /// <summary>Prepares the servers and starts everything on them.</summary>
    public static async Task<ServersGround> StartAsync(ServersPlan plan, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(plan.Folder);
        await plan.Broker.MakeHostAsync(plan.Host, cancellationToken);
        var ground = new ServersGround(plan);
        try
        {
            foreach (var site in plan.Scenarios.Select(ground.SiteOf)) await File.WriteAllTextAsync(ground.SettingsOf(site), site.ToYaml(), cancellationToken);
            await ground.InitialiseAsync(cancellationToken);
            ground.keys = await PostgresStore.ConnectAsync(PostgresAddress.Parse(plan.History).Address!.ToOptions(), cancellationToken);
            await ground.keeper.StartAsync(cancellationToken);
            await Task.WhenAll([.. ground.cores.Select(each => each.Program.StartAsync(cancellationToken)), ground.Web.Program.StartAsync(cancellationToken)]);
            ground.bridge.Start();
            return ground;
        }
        catch
        {
            await ground.DisposeAsync();
            throw;
        }
    }

    public string TokenOf(string site, string person) =>
        tokens.GetOrAdd((site, person), static (who, issuer) => issuer.For(new SiteId(who.Site), new PersonId(who.Person)).Token, Tokens.Issuer(Keys));

    public LoadSite SiteOf(string scenario) => new(scenario, Agents, Queues) { OfferSeconds = 60 };

    /// <summary>The partition of a site.</summary>
    public async Task<int> PartitionOfAsync(LoadSite site, CancellationToken cancellationToken) =>
        (await keeper.Store.ReadSitesAsync(cancellationToken))[new SiteId(site.Id)];

    /// <summary>The core that owns a partition, as the owner itself says over the bus and the journal confirms.</summary>
    public async Task<ChaosCore> OwnerOfAsync(int partition, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < OwnerKnownWithin)
        {
            if (await AskOwnerAsync(partition, cancellationToken) is var (replica, epoch) && epoch == await keeper.ReadEpochAsync(partition, cancellationToken))
            {
                foreach (var core in cores)
                {
                    if (core.Program.IsRunning && await ReplicaOfAsync(core, cancellationToken) == replica) return core;
                }
            }
            await Task.Delay(100, cancellationToken);
        }
        throw new AcdException($"Nobody owns partition {partition}; see {Folder}.", ExitCodes.Failed);
    }

    public async Task HealAsync(CancellationToken cancellationToken)
    {
        foreach (var each in cores.Append(Web))
        {
            each.Mend();
            each.Program.Thaw();
        }
        await Task.WhenAll(cores.Append(Web).Where(each => !each.Program.IsRunning).Select(each => each.Program.StartAsync(cancellationToken)));
    }

    public Task<IReadOnlyList<JournalCopy>> ReadJournalsAsync(LoadFindings findings, CancellationToken cancellationToken) =>
        keeper.CompareAsync(findings, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await bridge.DisposeAsync();
        await keeper.DisposeAsync();
        if (keys is not null) await keys.DisposeAsync();
        foreach (var each in cores.Append(Web)) await each.DisposeAsync();
    }

    private PostgresStore Keys => keys ?? throw new InvalidOperationException("Not started.");

    /// <summary>How a program is told where the servers are, through lines of its own.</summary>
    private string[] Servers(CuttableLine bus, CuttableLine? journal, CuttableLine? history)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{bus.Port}/{Uri.EscapeDataString(plan.Host)}");
        string[] both = ["--bus", address, "--history", history is null ? plan.History : new UriBuilder(plan.History) { Port = history.Port }.Uri.AbsoluteUri];
        return journal is null ? both : [.. both, "--journal", string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{journal.Port}")];
    }

    private ChaosCore Make(string name, string role)
    {
        var bus = CuttableLine.To([.. plan.Broker.Ports]);
        var journal = role == "core" ? CuttableLine.To(plan.Redis.Port) : null;
        var stored = new Uri(plan.History);
        var history = stored.IsLoopback ? CuttableLine.To(stored.Port) : null;
        IReadOnlyList<string> settings = role == "core" ? [.. plan.Scenarios.SelectMany(each => (string[])["--settings", SettingsOf(SiteOf(each))])] : [];
        return new ChaosCore(
            new ProgramUnderLoad(
                name, plan.Command, address => ["run", role, .. Servers(bus, journal, history), "--data", DataOf(name), "--urls", address.OriginalString, .. settings], Folder),
            bus,
            journal,
            history);
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        var line = cores[0];
        await using var program = new ProgramUnderLoad(
            "init",
            plan.Command,
            _ => ["init", .. Servers(line.Bus, line.Journal, line.History), "--partitions", Text(plan.Partitions), "--replicas", Text(plan.Replicas)],
            Folder);
        program.Launch();
        var code = await program.UntilEndedAsync(TimeSpan.FromSeconds(60), cancellationToken);
        if (code != ExitCodes.Done) throw new AcdException($"acd init ended with {code}; see {program.Log}.", ExitCodes.Failed);
    }

    private async Task<(Guid Replica, long Epoch)?> AskOwnerAsync(int partition, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Web.Program.Address };
        using var asking = new HttpRequestMessage(HttpMethod.Get, "/api/v1/operator/status");
        asking.Headers.Authorization = new("Bearer", operatorToken ??= Tokens.Issuer(Keys).ForOperator().Token);
        using var answer = await http.SendAsync(asking, cancellationToken);
        if (!answer.IsSuccessStatusCode) return null;
        using var status = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        var view = status.RootElement.GetProperty("partitions").EnumerateArray().First(each => each.GetProperty("partition").GetInt32() == partition);
        return view.TryGetProperty("owner", out var owner) && owner.ValueKind == JsonValueKind.String
            ? (owner.GetGuid(), view.GetProperty("epoch").GetInt64())
            : null;
    }

    /// <summary>What the process that runs now called itself as it started.</summary>
    private static async Task<Guid?> ReplicaOfAsync(ChaosCore core, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(core.Program.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return Replicas().Matches(await reader.ReadToEndAsync(cancellationToken)) is [.., var last] ? Guid.Parse(last.Groups[1].Value) : null;
    }

    private string DataOf(string name) => Path.Combine(Folder, name);

    private string SettingsOf(LoadSite site) => Path.Combine(Folder, $"{site.Id}.yaml");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"replica ([0-9a-f-]{36})")]
    private static partial Regex Replicas();
}
