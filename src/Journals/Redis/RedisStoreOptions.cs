namespace AcdRouter.Journals;

/// <summary>How a <see cref="RedisStore"/> is reached and how its journals are kept.</summary>
public sealed class RedisStoreOptions
{
    /// <summary>Most replicas that an append waits for.</summary>
    public const int MaxReplicas = 5;

    /// <summary>Least <see cref="CallTimeout"/>.</summary>
    public static readonly TimeSpan MinCallTimeout = TimeSpan.FromMilliseconds(50);

    /// <summary>Most <see cref="CallTimeout"/>: beyond it callers have long been turned away.</summary>
    public static readonly TimeSpan MaxCallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The server. Required.</summary>
    public required RedisAddress Address { get; init; }

    /// <summary>Replicas that must have a batch before it counts as stored, 0 to 5. Default null: as the installation says.</summary>
    public int? Replicas { get; init; }

    /// <summary>
    /// How long one call may take, and how long it may wait for a connection before that: 50 ms to 30 s each, default 2 s. Safety
    /// does not rest on it: a call given up may still be carried out, and then meets the condition on the head.
    /// </summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long replicas have to confirm a batch: 1 ms up to <see cref="CallTimeout"/>, default 1 s.</summary>
    public TimeSpan ReplicaTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The folder to which records are written before they are trimmed: a folder a partition, in the file journal's format. Default
    /// null: trimmed records are gone.
    /// </summary>
    public string? Archive { get; init; }

    /// <summary>Days after which a record in the archive is deleted, as in <see cref="FileJournalOptions.ArchiveRetentionDays"/>.</summary>
    public int ArchiveRetentionDays { get; init; } = FileJournalOptions.MaxRetentionDays;

    /// <summary>Tells how old archived records are. Default: the system's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Everything that is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Replicas is < 0 or > MaxReplicas) errors.Add($"Replicas is {Replicas}; it must be 0 to {MaxReplicas}.");
        if (CallTimeout < MinCallTimeout || CallTimeout > MaxCallTimeout)
        {
            errors.Add($"CallTimeout is {CallTimeout}; it must be {MinCallTimeout} to {MaxCallTimeout}.");
        }
        if (ReplicaTimeout < TimeSpan.FromMilliseconds(1) || ReplicaTimeout > CallTimeout)
        {
            errors.Add($"ReplicaTimeout is {ReplicaTimeout}; it must be 1 ms up to CallTimeout.");
        }
        if (Archive is not null && string.IsNullOrWhiteSpace(Archive)) errors.Add("Archive names no folder.");
        if (ArchiveRetentionDays is < FileJournalOptions.MinRetentionDays or > FileJournalOptions.MaxRetentionDays)
        {
            errors.Add(
                $"ArchiveRetentionDays is {ArchiveRetentionDays}; it must be {FileJournalOptions.MinRetentionDays} to {FileJournalOptions.MaxRetentionDays}.");
        }
        return errors;
    }
}
