using System.Globalization;
using AcdRouter.Simulation.Load;
using AcdRouter.Simulation.Servers;

namespace AcdRouter.Acd;

/// <summary>
/// Redis fails over to a replica that had not received the last records. Nobody may go on from there as if nothing had happened: the
/// program ends with the exit code of lost history, and what the replica holds stays as it is.
/// </summary>
internal sealed class LaggingReplica : IChaosScenario
{
    private const string Site = "lagging";
    private static readonly TimeSpan NoticedWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(5);

    public string Name => "lagging-replica";

    public string What => "Redis fails over to a replica that lags: HistoryLost, exit code 8, nothing forked";

    public GroundKind Kind => GroundKind.Servers;

    public bool IsUnderLoad => false;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        var own = (OwnServers)stage.Ground;
        var name = string.Create(CultureInfo.InvariantCulture, $"lagging{stage.Round}");
        var folder = Path.Combine(own.Folder, name);
        await using var primary = await PrivateRedis.StartAsync(Path.Combine(folder, "primary"), cancellationToken);
        await using var replica = await PrivateRedis.StartAsync(Path.Combine(folder, "replica"), cancellationToken);
        await using var between = CuttableLine.To(primary.Port);
        await replica.SayAsync(string.Create(CultureInfo.InvariantCulture, $"REPLICAOF 127.0.0.1 {between.Port}"), cancellationToken);
        await using var ground = await ServersGround.StartAsync(
            new ServersPlan
            {
                Folder = folder,
                Command = own.Ground.Command,
                Scenarios = [Site],
                Redis = primary,
                Broker = own.Ground.Broker,
                Host = name,
                History = await own.Postgres.CreateDatabaseAsync(name, cancellationToken),
                Partitions = 1,
            },
            cancellationToken);
        await using var driver = new LoadDriver(new LoadOptions
        {
            Addresses = ground.Addresses, TokenOf = person => ground.TokenOf(Site, person), Site = ground.SiteOf(Site), VoiceOneIn = 0, Sessions = 10,
        });
        driver.Start();
        var inner = stage with { Driver = driver };
        await inner.HandOversAsync(10, "before the replica lags", cancellationToken);
        between.Cut();
        if (!await inner.HandOversAsync(10, "while the replica lags", cancellationToken)) return stage.Now;
        return await FailOverAsync(stage, ground, primary, replica, cancellationToken);
    }

    private static async Task<DateTimeOffset> FailOverAsync(
        ChaosStage stage, ServersGround ground, PrivateRedis primary, PrivateRedis replica, CancellationToken cancellationToken)
    {
        var known = await ground.Keeper.ReadEndAsync(0, cancellationToken);
        await replica.PromoteAsync(cancellationToken);
        var found = await EndOfAsync(replica, cancellationToken);
        foreach (var core in ground.Cores) core.Journal!.Aim(replica.Port);
        primary.Kill();
        var struck = stage.Now;
        if (found >= known) stage.Findings.Surprising($"the replica does not lag: it ends with {found}, the primary with {known}");
        var ended = await FirstEndAsync(ground, cancellationToken);
        if (ended is not var (first, code)) stage.Findings.Surprising($"no core has ended within {NoticedWithin.TotalSeconds} s; see {ground.Folder}");
        else if (code != ExitCodes.HistoryLost) stage.Findings.Surprising($"{first.Program.Name} ended with {code}, not {ExitCodes.HistoryLost}; see {first.Program.Log}");
        else stage.Measured.Add(stage.Now - struck);
        await Task.Delay(Afterwards, cancellationToken);
        var after = await EndOfAsync(replica, cancellationToken);
        if (after != found) stage.Findings.Surprising($"the history was forked: the replica ended with {found} and ends with {after}");
        return struck;
    }

    private static async Task<(ChaosCore Core, int Code)?> FirstEndAsync(ServersGround ground, CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ends = ground.Cores.Select(async core => (core, await core.Program.UntilEndedAsync(NoticedWithin, others.Token))).ToList();
        while (ends.Count > 0)
        {
            var first = await Task.WhenAny(ends);
            ends.Remove(first);
            if (!first.IsCompletedSuccessfully) continue;
            await others.CancelAsync();
            return await first;
        }
        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }

    private static async Task<long> EndOfAsync(PrivateRedis redis, CancellationToken cancellationToken)
    {
        // $2\r\n41\r\n
        var answer = await redis.SayAsync("HGET acd:{p0}:head sequence", cancellationToken);
        return long.TryParse(answer.Split("\r\n").ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;
    }
}
