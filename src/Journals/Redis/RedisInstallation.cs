namespace AcdRouter.Journals;

/// <summary>What a store was made for. Written once by <c>acd init</c>; whoever runs compares.</summary>
/// <param name="Id">Told apart from every other installation by it.</param>
/// <param name="Partitions">1 to 256; permanent, because a site's partition follows from it.</param>
/// <param name="Hash">The name of the function that gives a new site its partition; see <see cref="SiteHash"/>.</param>
/// <param name="Replicas">Replicas that must have a batch before it counts as stored; 0 to 5.</param>
/// <param name="Level">The level of what is stored: a program that does not know it must not write here.</param>
public sealed record RedisInstallation(Guid Id, int Partitions, string Hash, int Replicas, int Level)
{
    /// <summary>Partitions where nothing else is asked for.</summary>
    public const int DefaultPartitions = 16;

    /// <summary>Most partitions: each costs its owner a connection and a loop.</summary>
    public const int MaxPartitions = 256;

    /// <summary>The level that this build writes and reads.</summary>
    public const int CurrentLevel = 1;

    /// <summary>An installation as this build makes one.</summary>
    public static RedisInstallation Of(Guid id, int partitions = DefaultPartitions, int replicas = 0) =>
        new(id, partitions, SiteHash.Name, replicas, CurrentLevel);

    /// <summary>Everything that is wrong with it for this build; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Id == Guid.Empty) errors.Add("The installation has no id.");
        if (Partitions is < 1 or > MaxPartitions) errors.Add($"There are {Partitions} partitions; it must be 1 to {MaxPartitions}.");
        if (Hash != SiteHash.Name) errors.Add($"Sites are spread by {Hash}; this program knows {SiteHash.Name}.");
        if (Replicas is < 0 or > RedisStoreOptions.MaxReplicas)
        {
            errors.Add($"Appends wait for {Replicas} replicas; it must be 0 to {RedisStoreOptions.MaxReplicas}.");
        }
        if (Level != CurrentLevel) errors.Add($"The store has level {Level}; this program knows {CurrentLevel}.");
        return errors;
    }
}
