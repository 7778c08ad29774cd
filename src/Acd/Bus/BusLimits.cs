namespace AcdRouter.Acd;

/// <summary>The bounds of the bus.</summary>
internal static class BusLimits
{
    /// <summary>An answer that the bus does not take in so long goes back with its command: on a connection that was given up it may wait for ever.</summary>
    public static readonly TimeSpan RespondWithin = TimeSpan.FromSeconds(10);

    /// <summary>Messages of a partition decided at once: a full batch of the kernel, so that one fsync serves them all.</summary>
    public const int PartitionConcurrency = 256;

    /// <summary>Messages fetched ahead for a partition: the next batch is there when the last is written.</summary>
    public const int PartitionPrefetch = 512;

    /// <summary>News taken by the web at once: one, so that streams see it in order.</summary>
    public const int NewsConcurrency = 1;

    /// <summary>News fetched ahead for the web.</summary>
    public const int NewsPrefetch = 64;

    /// <summary>Tries of a command without a waiting sender while the partition is away; after that it goes to the error queue.</summary>
    public const int AwayRetries = 30;

    /// <summary>Between those tries: together half a minute, longer than a journal's usual hiccup.</summary>
    public static readonly TimeSpan AwayRetryEvery = TimeSpan.FromSeconds(1);

    /// <summary>Error messages kept for the operator to look at; older ones are counted and forgotten.</summary>
    public const int ErrorsKept = 100;
}
