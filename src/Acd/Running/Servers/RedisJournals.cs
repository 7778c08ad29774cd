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

    public Task<bool> HaltAsync(int partition, string reason, long knownLosses, CancellationToken cancellationToken) =>
        store.HaltAsync(partition, reason, knownLosses, cancellationToken).AsTask();

    public Task<string?> FindHaltAsync(int partition, CancellationToken cancellationToken) => store.ReadHaltAsync(partition, cancellationToken).AsTask();

    public Task<long> CountLossesAsync(int partition, CancellationToken cancellationToken) => store.CountLossesAsync(partition, cancellationToken).AsTask();

    public Task<int> NoteTryAsync(int partition, CommandId command, CancellationToken cancellationToken) =>
        store.NoteTryAsync(partition, command, cancellationToken).AsTask();

    public Task ForgetTriesAsync(int partition, CommandId command, CancellationToken cancellationToken) =>
        store.ForgetTriesAsync(partition, command, cancellationToken).AsTask();

    public Task<IReadOnlyDictionary<SiteId, int>> ReadSitesAsync(CancellationToken cancellationToken) =>
        store.ReadSitesAsync(cancellationToken).AsTask();

    public Task<int> AssignSiteAsync(SiteId site, CancellationToken cancellationToken) => store.AssignSiteAsync(site, cancellationToken).AsTask();
}
