using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary>
/// Makes three servers those of one installation: first Redis, then PostgreSQL, then RabbitMQ. So a preparation that was cut short is
/// told from a server that has lost its data: the latter is found empty while one behind it in this order is not.
/// </summary>
internal static class Preparation
{
    public static async Task<RedisInstallation> RunAsync(
        ServerAddresses servers, int? partitions, int? replicas, bool acceptLoss, CancellationToken cancellationToken)
    {
        await using var history = await PostgresStore.ConnectAsync(servers.History.ToOptions(), cancellationToken);
        // Checked with the number wished for: the command that gives up a replica must work when the replica is gone.
        await using var journal = await RedisStore.ConnectAsync(new RedisStoreOptions { Address = servers.Journal!, Replicas = replicas }, cancellationToken);
        var known = new KnownInstallations(
            (journal.Address, journal.Installation?.Id),
            (history.Address, await history.FindInstallationAsync(cancellationToken)),
            (servers.Bus.ToString(), await BrokerInstallation.ReadAsync(servers.Bus, cancellationToken)));
        known.RequireOne();
        if (!acceptLoss) known.RequireNothingLost();
        var wanted = Wanted(journal.Installation, known.Id, partitions, replicas);
        var problems = await journal.CheckAsync(cancellationToken);
        if (problems.Count > 0) throw new AcdException($"{journal.Address} cannot be relied on. {string.Join(' ', problems)}", ExitCodes.Failed);
        var made = await journal.InitialiseAsync(wanted, cancellationToken);
        await history.InitialiseAsync(made.Id, cancellationToken);
        // The first key is made here, so that no two processes each make one.
        _ = Tokens.Issuer(history).ForOperator();
        await DeclareAsync(servers.Bus, journal, cancellationToken);
        await BrokerInstallation.EnterAsync(servers.Bus, made.Id, cancellationToken);
        return made;
    }

    /// <summary>Declares an installation's exchanges and queues, with every site that it knows.</summary>
    public static async Task DeclareAsync(BusAddress bus, RedisStore journal, CancellationToken cancellationToken) =>
        await TopologyDeclarer.DeclareAsync(
            new RabbitAddress(bus), BusTopology.Of(journal.Installation!.Partitions, await journal.ReadSitesAsync(cancellationToken)), cancellationToken);

    private static RedisInstallation Wanted(RedisInstallation? made, Guid? known, int? partitions, int? replicas)
    {
        if (made is { Level: RedisRestore.UnderWay }) throw new AcdException("A restore into this Redis was cut short: empty it, and restore again.", ExitCodes.Failed);
        if (made is null) return RedisInstallation.Of(known ?? Guid.NewGuid(), partitions ?? RedisInstallation.DefaultPartitions, replicas ?? 0);
        if (partitions is { } other && other != made.Partitions)
        {
            throw new AcdException($"The installation has {made.Partitions} partitions for good; --partitions {other} cannot be had.", ExitCodes.Usage);
        }
        return made with { Replicas = replicas ?? made.Replicas };
    }
}
