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

    /// <summary>
    /// Lets nobody write the partition until an operator has said what to do. False, and nothing is done, when an operator has accepted
    /// more losses than the caller knew of: then this one is among them.
    /// </summary>
    Task<bool> HaltAsync(int partition, string reason, long knownLosses, CancellationToken cancellationToken);

    /// <summary>Why nobody may write the partition; null when its owner may. Throws when the store does not answer.</summary>
    Task<string?> FindHaltAsync(int partition, CancellationToken cancellationToken);

    /// <summary>How many losses of the partition's history operators have accepted.</summary>
    Task<long> CountLossesAsync(int partition, CancellationToken cancellationToken);

    /// <summary>Notes that a command is tried; how often it was, and nobody came back to take the note off.</summary>
    Task<int> NoteTryAsync(int partition, CommandId command, CancellationToken cancellationToken);

    /// <summary>Takes the note off.</summary>
    Task ForgetTriesAsync(int partition, CommandId command, CancellationToken cancellationToken);

    /// <summary>Which partition each known site is in.</summary>
    Task<IReadOnlyDictionary<SiteId, int>> ReadSitesAsync(CancellationToken cancellationToken);

    /// <summary>The partition of a site; assigned now when it has none.</summary>
    Task<int> AssignSiteAsync(SiteId site, CancellationToken cancellationToken);
}
