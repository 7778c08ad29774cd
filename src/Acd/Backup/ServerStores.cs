using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>The stores of an installation on servers. Saved while it runs.</summary>
internal sealed class ServerStores : IRestoreTarget
{
    private readonly ServerAddresses servers;
    private readonly RedisStore journal;
    private readonly PostgresStore history;
    private readonly RedisRestore? restore;

    private ServerStores(ServerAddresses servers, RedisStore journal, PostgresStore history, RedisRestore? restore)
    {
        this.servers = servers;
        this.journal = journal;
        this.history = history;
        this.restore = restore;
        History = history.OpenHistory(CustomerRemoval.Apply);
    }

    public IHistoryStore History { get; }

    /// <summary>The installation of Redis.</summary>
    public RedisInstallation Installation => journal.Installation!;

    /// <summary>Connects to an installation that is there.</summary>
    public static async Task<ServerStores> OpenAsync(ServerAddresses servers, CancellationToken cancellationToken)
    {
        var (journal, history) = await ConnectAsync(servers, cancellationToken);
        var stores = new ServerStores(servers, journal, history, null);
        try
        {
            var installation = await history.ReadInstallationAsync(cancellationToken)
                ?? throw new AcdException($"{history.Address} is empty. Prepare it with: acd init", ExitCodes.Failed);
            await ServerConnections.RequireAsync(journal, installation, cancellationToken);
            return stores;
        }
        catch
        {
            await stores.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins an installation on an empty Redis; the others may be of that installation already.</summary>
    public static async Task<ServerStores> BeginAsync(
        ServerAddresses servers, BackupBegin begin, int? replicas, CancellationToken cancellationToken)
    {
        var (journal, history) = await ConnectAsync(servers, cancellationToken);
        try
        {
            var known = new KnownInstallations(
                ("the backup", begin.Installation),
                (history.Address, await history.FindInstallationAsync(cancellationToken)),
                (servers.Bus.ToString(), await BrokerInstallation.ReadAsync(servers.Bus, cancellationToken)));
            known.RequireOne();
            var wanted = RedisInstallation.Of(known.Id ?? Guid.NewGuid(), begin.Partitions, replicas ?? begin.Replicas) with { Hash = begin.Hash };
            var restore = await RedisRestore.BeginAsync(journal, wanted, cancellationToken);
            await history.InitialiseAsync(wanted.Id, cancellationToken);
            return new ServerStores(servers, journal, history, restore);
        }
        catch
        {
            await journal.DisposeAsync();
            await history.DisposeAsync();
            throw;
        }
    }

    public Task<IJournal> OpenJournalAsync(int partition, CancellationToken cancellationToken) => Task.FromResult<IJournal>(journal.OpenJournal(partition));

    public async Task<IReadOnlyDictionary<SiteId, int>?> ReadSitesAsync(CancellationToken cancellationToken) => await journal.ReadSitesAsync(cancellationToken);

    public IReadOnlyList<KeyValuePair<string, string>> ReadKeys() => history.Keys.ReadAll();

    public Task SeedAsync(int partition, JournalHead head, CancellationToken cancellationToken) => restore!.SeedAsync(partition, head, cancellationToken);

    public Task AssignAsync(SiteId site, int partition, CancellationToken cancellationToken) => restore!.AssignAsync(site, partition, cancellationToken);

    public void AddKey(string name, string xml) => history.Keys.Add(name, xml);

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await BrokerInstallation.EnterAsync(servers.Bus, Installation.Id, cancellationToken);
        await restore!.CompleteAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        await history.DisposeAsync();
    }

    private static async Task<(RedisStore Journal, PostgresStore History)> ConnectAsync(ServerAddresses servers, CancellationToken cancellationToken)
    {
        var history = await PostgresStore.ConnectAsync(servers.History.ToOptions(), cancellationToken);
        try
        {
            return (await RedisStore.ConnectAsync(new RedisStoreOptions { Address = servers.Journal! }, cancellationToken), history);
        }
        catch
        {
            await history.DisposeAsync();
            throw;
        }
    }
}
