using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>The journals of an installation in Redis.</summary>
internal sealed class RedisJournals(RedisStore store, int partitions) : IPartitionJournals
{
    public int Partitions { get; } = partitions;

    public IJournal Open(int partition) => store.OpenJournal(partition);

    public Task PingAsync(CancellationToken cancellationToken) => store.PingAsync(cancellationToken).AsTask();

    public Task HaltAsync(int partition, string reason, CancellationToken cancellationToken) =>
        store.HaltAsync(partition, reason, cancellationToken).AsTask();

    public Task<IReadOnlyDictionary<SiteId, int>> ReadSitesAsync(CancellationToken cancellationToken) =>
        store.ReadSitesAsync(cancellationToken).AsTask();

    public Task<int> AssignSiteAsync(SiteId site, CancellationToken cancellationToken) => store.AssignSiteAsync(site, cancellationToken).AsTask();
}
