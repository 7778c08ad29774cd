using AcdRouter.Contracts;
using AcdRouter.Processes;
using StackExchange.Redis;

namespace AcdRouter.Journals;

/// <summary>
/// Fills an empty store from a backup. Until <see cref="CompleteAsync"/> the installation has a level that no program runs on, so that
/// nobody takes a store half restored for a whole one.
/// </summary>
public sealed class RedisRestore
{
    /// <summary>The level while a restore is under way, or after one was cut short.</summary>
    public const int UnderWay = 0;

    private readonly RedisStore store;

    private RedisRestore(RedisStore store) => this.store = store;

    /// <summary>Begins on an empty store.</summary>
    /// <exception cref="StoreRefusedException">It is not empty.</exception>
    public static async Task<RedisRestore> BeginAsync(RedisStore store, RedisInstallation installation, CancellationToken cancellationToken)
    {
        var errors = installation.Validate();
        if (errors.Count > 0) throw new StoreRefusedException(string.Join(' ', errors));
        // Not the number of all keys: the client library keeps one of its own, and a test's server may be shared.
        object[] ours = [RedisKeys.Installation, RedisKeys.Sites, .. Enumerable.Range(0, RedisInstallation.MaxPartitions).Select(each => new RedisKeys(each).Head)];
        var found = (long)await store.Link.CallAsync(db => db.ExecuteAsync("EXISTS", ours), cancellationToken).ConfigureAwait(false);
        if (found > 0) throw new StoreRefusedException($"{store.Address} is not empty: it holds an installation.");
        RedisValue[] values = [installation.Id.ToString("N"), installation.Partitions, installation.Hash, installation.Replicas, UnderWay];
        await store.Link.RunAsync(RedisScripts.Initialise, [RedisKeys.Installation], values, cancellationToken).ConfigureAwait(false);
        await store.ReadInstallationAsync(cancellationToken).ConfigureAwait(false);
        return new RedisRestore(store);
    }

    /// <summary>Lets a partition's journal begin behind this head.</summary>
    public async Task SeedAsync(int partition, JournalHead head, CancellationToken cancellationToken)
    {
        var fields = RedisHead.Write(head);
        var names = RedisHead.Fields;
        HashEntry[] entries =
        [
            new(names[0], fields[0]), new(names[1], fields[1]), new(names[2], fields[2]), new(names[3], fields[3]),
            new("installation", store.Installation!.Id.ToString("N")),
        ];
        await store.Link.CallAsync(
            async db =>
            {
                await db.HashSetAsync(new RedisKeys(partition).Head, entries).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a site the partition that it had.</summary>
    public Task AssignAsync(SiteId site, int partition, CancellationToken cancellationToken) =>
        store.Link.CallAsync(db => db.HashSetAsync(RedisKeys.Sites, site.Value, partition), cancellationToken);

    /// <summary>Makes it a store that programs run on.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await store.Link.CallAsync(
            db => db.HashSetAsync(RedisKeys.Installation, "level", RedisInstallation.CurrentLevel), cancellationToken).ConfigureAwait(false);
        await store.ReadInstallationAsync(cancellationToken).ConfigureAwait(false);
    }
}
