using System.Globalization;
using AcdRouter.Contracts;
using StackExchange.Redis;

namespace AcdRouter.Journals;

/// <summary>
/// The Redis server that holds the journals of all partitions, the installation and the table of sites. Everything about the client
/// library stays in this folder.
/// </summary>
public sealed class RedisStore : IAsyncDisposable
{
    // One for the process: it owns threads, and its connections outlive none of the stores that use it.
    private static readonly SocketManager Sockets = new("acd");

    /// <summary>As long as answers are remembered: after that a command is decided no more.</summary>
    private static readonly TimeSpan KeepTries = TimeSpan.FromDays(1);

    private readonly RedisStoreOptions options;
    private readonly RedisLink link;
    private RedisInstallation? installation;

    private RedisStore(RedisStoreOptions options)
    {
        this.options = options;
        link = new RedisLink(options.Address, Sockets, options.CallTimeout);
    }

    /// <summary>Where it is, without its password.</summary>
    public string Address => options.Address.ToString();

    /// <summary>The connection that everything but appends shares.</summary>
    internal RedisLink Link => link;

    /// <summary>The installation as read or written last; null for a store without one.</summary>
    public RedisInstallation? Installation => installation;

    /// <summary>Connects, and reads the installation if there is one.</summary>
    /// <exception cref="ArgumentException">The options are not valid; names everything that is wrong.</exception>
    /// <exception cref="JournalUnavailableException">The server is away, or refuses.</exception>
    public static async Task<RedisStore> ConnectAsync(RedisStoreOptions options, CancellationToken cancellationToken)
    {
        var errors = options.Validate();
        if (errors.Count > 0) throw new ArgumentException(string.Join(' ', errors), nameof(options));
        var store = new RedisStore(options);
        try
        {
            await store.ReadInstallationAsync(cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The installation that the store was made for; null for an empty one.</summary>
    /// <exception cref="StoreRefusedException">What is stored cannot be read.</exception>
    public async ValueTask<RedisInstallation?> ReadInstallationAsync(CancellationToken cancellationToken)
    {
        RedisValue[] fields = ["id", "partitions", "hash", "replicas", "level"];
        var stored = await link.CallAsync(db => db.HashGetAsync(RedisKeys.Installation, fields), cancellationToken).ConfigureAwait(false);
        return installation = stored[0].IsNull ? null : ReadFields(stored);
    }

    /// <summary>
    /// Makes an empty store one of this installation; on one of the same id it only changes the replicas to wait for.
    /// </summary>
    /// <exception cref="ArgumentException">The installation is not valid.</exception>
    /// <exception cref="StoreRefusedException">The store belongs to another installation, or has other partitions; names both.</exception>
    public async ValueTask<RedisInstallation> InitialiseAsync(RedisInstallation wanted, CancellationToken cancellationToken)
    {
        var errors = wanted.Validate();
        if (errors.Count > 0) throw new ArgumentException(string.Join(' ', errors), nameof(wanted));
        RedisValue[] values = [wanted.Id.ToString("N"), wanted.Partitions, wanted.Hash, wanted.Replicas, wanted.Level];
        var result = await link.RunAsync(RedisScripts.Initialise, [RedisKeys.Installation], values, cancellationToken).ConfigureAwait(false);
        var stored = ReadFields((RedisValue[])result!);
        if (stored.Id != wanted.Id)
        {
            throw new StoreRefusedException($"{Address} belongs to installation {stored.Id}, not to {wanted.Id}.");
        }
        if (stored with { Replicas = wanted.Replicas } != wanted)
        {
            throw new StoreRefusedException($"{Address} was made as {stored}; it cannot become {wanted}.");
        }
        return installation = stored;
    }

    /// <summary>What keeps this server from being relied on, in sentences; empty when nothing does.</summary>
    public async ValueTask<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        // From a script, because hosted servers forbid the commands that ask for settings.
        const string Ask = "return {redis.call('INFO', 'persistence'), redis.call('INFO', 'memory'), redis.call('INFO', 'replication')}";
        var result = await link.CallAsync(db => db.ExecuteAsync("EVAL", Ask, 0), cancellationToken).ConfigureAwait(false);
        return RedisChecks.Run(string.Join('\n', ((RedisValue[])result!).Select(part => (string?)part)), Address, Replicas);
    }

    /// <summary>The partition of every site.</summary>
    public async ValueTask<IReadOnlyDictionary<SiteId, int>> ReadSitesAsync(CancellationToken cancellationToken)
    {
        var entries = await link.CallAsync(db => db.HashGetAllAsync(RedisKeys.Sites), cancellationToken).ConfigureAwait(false);
        return entries.ToDictionary(entry => new SiteId((string)entry.Name!), entry => (int)entry.Value);
    }

    /// <summary>The site's partition, given to it now when it has none yet. The first to ask decides for all.</summary>
    /// <exception cref="InvalidOperationException">The store has no installation.</exception>
    public async ValueTask<int> AssignSiteAsync(SiteId site, CancellationToken cancellationToken)
    {
        var partitions = installation?.Partitions ?? throw new InvalidOperationException($"{Address} holds no installation.");
        var chosen = SiteHash.Partition(site, partitions);
        await link.CallAsync(db => db.HashSetAsync(RedisKeys.Sites, site.Value, chosen, When.NotExists), cancellationToken).ConfigureAwait(false);
        return (int)await link.CallAsync(db => db.HashGetAsync(RedisKeys.Sites, site.Value), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A partition's journal, with a connection of its own for appends. Dispose it before the store.</summary>
    /// <param name="partition">From 0.</param>
    public RedisJournal OpenJournal(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, installation?.Partitions ?? RedisInstallation.MaxPartitions);
        return new RedisJournal(options, partition, Replicas, installation?.Id, link);
    }

    /// <summary>Lets nobody append to the partition any more, on this machine or another, until <see cref="AcceptLossAsync"/>.</summary>
    /// <param name="partition">From 0.</param>
    /// <param name="reason">A sentence: what was found, and what was expected.</param>
    /// <param name="knownLosses">How many accepted losses whoever found it knows of.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False, and nothing is done, when more losses were accepted since: this one is among them.</returns>
    public async ValueTask<bool> HaltAsync(int partition, string reason, long knownLosses, CancellationToken cancellationToken) =>
        (long)await link.RunAsync(RedisScripts.Halt, [new RedisKeys(partition).Head], [reason, RedisHead.Text(knownLosses)], cancellationToken).ConfigureAwait(false) == 1;

    /// <summary>Why the partition is halted; null when it is not.</summary>
    public async ValueTask<string?> ReadHaltAsync(int partition, CancellationToken cancellationToken) =>
        await link.CallAsync(db => db.HashGetAsync(new RedisKeys(partition).Head, "halted"), cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Lets appends go on from what is there: whoever calls accepts that what is missing is lost. What anybody remembers from before does not
    /// count any more. False when the partition is not halted.
    /// </summary>
    public async ValueTask<bool> AcceptLossAsync(int partition, CancellationToken cancellationToken) =>
        (long)await link.RunAsync(RedisScripts.AcceptLoss, [new RedisKeys(partition).Head], [], cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>How many losses of the partition's history have been accepted.</summary>
    public async ValueTask<long> CountLossesAsync(int partition, CancellationToken cancellationToken)
    {
        var count = await link.CallAsync(db => db.HashGetAsync(new RedisKeys(partition).Head, "losses"), cancellationToken).ConfigureAwait(false);
        return count.IsNull ? 0 : (long)count;
    }

    /// <summary>Notes that a command is tried, for as long as commands are repeated; how often it was noted.</summary>
    public async ValueTask<int> NoteTryAsync(int partition, CommandId command, CancellationToken cancellationToken)
    {
        var key = new RedisKeys(partition).Tries;
        var tries = await link.CallAsync(db => db.HashIncrementAsync(key, command.Value.ToString("N")), cancellationToken).ConfigureAwait(false);
        await link.CallAsync(db => db.KeyExpireAsync(key, KeepTries), cancellationToken).ConfigureAwait(false);
        return (int)Math.Min(tries, int.MaxValue);
    }

    /// <summary>Takes the note of a command off.</summary>
    public async ValueTask ForgetTriesAsync(int partition, CommandId command, CancellationToken cancellationToken) =>
        await link.CallAsync(db => db.HashDeleteAsync(new RedisKeys(partition).Tries, command.Value.ToString("N")), cancellationToken).ConfigureAwait(false);

    /// <summary>Asks the server whether it is there.</summary>
    /// <exception cref="JournalUnavailableException">It is not.</exception>
    public async ValueTask PingAsync(CancellationToken cancellationToken) =>
        await link.CallAsync(db => db.ExecuteAsync("PING"), cancellationToken).ConfigureAwait(false);

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync() => await link.DisposeAsync().ConfigureAwait(false);

    private int Replicas => options.Replicas ?? installation?.Replicas ?? 0;

    private RedisInstallation ReadFields(RedisValue[] fields) =>
        Guid.TryParseExact((string?)fields[0], "N", out var id)
        && fields.Skip(1).All(field => !field.IsNull)
        && int.TryParse((string?)fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var partitions)
        && int.TryParse((string?)fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var replicas)
        && int.TryParse((string?)fields[4], NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            ? new RedisInstallation(id, partitions, (string)fields[2]!, replicas, level)
            : throw new StoreRefusedException($"The key {RedisKeys.Installation} at {Address} cannot be read: {string.Join(", ", fields)}.");
}
