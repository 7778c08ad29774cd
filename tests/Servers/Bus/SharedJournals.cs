using System.Collections.Concurrent;
using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests;

/// <summary>The journals of an installation that all its processes share, in memory: they may be taken away and come back.</summary>
internal sealed class SharedJournals(int partitions) : IPartitionJournals
{
    private readonly ConcurrentDictionary<int, InMemoryJournal> journals = new();
    private readonly ConcurrentDictionary<SiteId, int> sites = new();
    private readonly ConcurrentDictionary<int, string> halted = new();

    public int Partitions { get; } = partitions;

    /// <summary>While true every call fails.</summary>
    public bool IsAway { get; set; }

    /// <summary>Why partitions were halted.</summary>
    public IReadOnlyDictionary<int, string> Halted => halted;

    /// <summary>How often commands were tried by a process that then died.</summary>
    public ConcurrentDictionary<CommandId, int> Tries { get; } = new();

    public InMemoryJournal this[int partition] => journals.GetOrAdd(partition, _ => new InMemoryJournal());

    /// <summary>The partition's history is gone.</summary>
    public void Lose(int partition) => journals[partition] = new InMemoryJournal();

    public IJournal Open(int partition) => new Opened(this, partition);

    public Task PingAsync(CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.CompletedTask;
    }

    public Task<bool> HaltAsync(int partition, string reason, long knownLosses, CancellationToken cancellationToken)
    {
        halted[partition] = reason;
        return Task.FromResult(true);
    }

    public Task<string?> FindHaltAsync(int partition, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult(halted.GetValueOrDefault(partition));
    }

    public Task<long> CountLossesAsync(int partition, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult(0L);
    }

    public Task<int> NoteTryAsync(int partition, CommandId command, CancellationToken cancellationToken) =>
        Task.FromResult(Tries.AddOrUpdate(command, 1, (_, before) => before + 1));

    public Task ForgetTriesAsync(int partition, CommandId command, CancellationToken cancellationToken)
    {
        Tries.TryRemove(command, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<SiteId, int>> ReadSitesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<SiteId, int>>(new Dictionary<SiteId, int>(sites));

    public Task<int> AssignSiteAsync(SiteId site, CancellationToken cancellationToken) =>
        Task.FromResult(sites.GetOrAdd(site, each => SiteHash.Partition(each, Partitions)));

    private void ThrowIfAway()
    {
        if (IsAway) throw new IOException("The journal is away.");
    }

    private sealed class Opened(SharedJournals all, int partition) : DelegatingJournal
    {
        protected override IJournal Inner
        {
            get
            {
                all.ThrowIfAway();
                return all[partition];
            }
        }

        // The installation's, which goes on without this process.
        protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
    }
}
