using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>Empty stores to be filled. Until <see cref="CompleteAsync"/> no program runs on them.</summary>
internal interface IRestoreTarget : IInstallationStores
{
    /// <summary>Lets a partition's journal begin behind this head; before it is opened.</summary>
    Task SeedAsync(int partition, JournalHead head, CancellationToken cancellationToken);

    /// <summary>Gives a site its place.</summary>
    Task AssignAsync(SiteId site, int partition, CancellationToken cancellationToken);

    /// <summary>Stores a key.</summary>
    void AddKey(string name, string xml);

    /// <summary>Makes them stores that programs run on.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
