using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>The journals of all partitions of an installation, as the cores need them.</summary>
internal interface IPartitionJournals
{
    /// <summary>How many partitions the installation has.</summary>
    int Partitions { get; }

    /// <summary>The journal of one partition; whoever opens it disposes it.</summary>
    IJournal Open(int partition);

    /// <summary>Throws when the store does not answer, or may not be written.</summary>
    Task PingAsync(CancellationToken cancellationToken);

    /// <summary>Lets nobody write the partition until an operator has said what to do.</summary>
    Task HaltAsync(int partition, string reason, CancellationToken cancellationToken);

    /// <summary>Which partition each known site is in.</summary>
    Task<IReadOnlyDictionary<SiteId, int>> ReadSitesAsync(CancellationToken cancellationToken);

    /// <summary>The partition of a site; assigned now when it has none.</summary>
    Task<int> AssignSiteAsync(SiteId site, CancellationToken cancellationToken);
}
