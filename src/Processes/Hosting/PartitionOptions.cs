namespace AcdRouter.Processes;

/// <summary>What a partition works with.</summary>
public sealed class PartitionOptions
{
    /// <summary>The partition's number, from 0.</summary>
    public int Partition { get; init; }

    /// <summary>Names this run of the program apart from every other; new at each start.</summary>
    public required Guid Run { get; init; }

    /// <summary>Which processes a site has.</summary>
    public required ProcessLayout Layout { get; init; }

    /// <summary>The partition's history; the partition does not dispose it.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>Where records of what has ended go; the partition does not dispose it.</summary>
    public required IHistoryStore History { get; init; }

    /// <summary>Where news goes.</summary>
    public required INewsSink News { get; init; }

    /// <summary>Who is told what an operator must know.</summary>
    public required IPartitionObserver Observer { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long a stop waits for news to be confirmed and for its snapshot to be proven, both at once; what is not told by then is told
    /// after the next start, and a snapshot not proven is left out. 5 s.
    /// </summary>
    public TimeSpan StopWait { get; init; } = TimeSpan.FromSeconds(5);
}
