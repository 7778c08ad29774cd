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

    /// <summary>
    /// No earlier epoch is claimed. Ids of news and history are made of epoch and record: after records were lost, claims among them, an
    /// epoch must not come twice, or a record of history would be taken for a repeat of one that it is not.
    /// </summary>
    public long LeastEpoch { get; init; }

    /// <summary>Where records of what has ended go; the partition does not dispose it.</summary>
    public required IHistoryStore History { get; init; }

    /// <summary>Where news goes: to each of them by itself, so that one that is away holds up no other.</summary>
    public required IReadOnlyList<INewsSink> News { get; init; }

    /// <summary>Who is told what an operator must know.</summary>
    public required IPartitionObserver Observer { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// True when the lines of agents and pages are held by other processes than this one, so that they outlive it: a start then keeps
    /// them, and what lost its holder is told by a command. False: a start counts every line from before as lost.
    /// </summary>
    public bool LinesOutliveRun { get; init; }

    /// <summary>
    /// True while the partition may act of itself: decide deadlines, send what is owed. Null: always. Asked once a turn, at least every
    /// second. It keeps an owner that hears nobody from ending what people are about to go on with; it is no safety, which is the
    /// append's condition alone. Commands are decided in any case.
    /// </summary>
    public Func<bool>? MayActAlone { get; init; }

    /// <summary>
    /// How often an idle partition makes sure that the journal is still its own, to the second. Null: never, for a journal that nobody
    /// else can write.
    /// </summary>
    public TimeSpan? CheckHeadEvery { get; init; }

    /// <summary>
    /// What is known of the history from elsewhere: at least this epoch, through at least this record. A start on less throws
    /// <see cref="HistoryLostException"/>. Owner and batch do not matter. Null: nothing is known.
    /// </summary>
    public JournalHead? KnownHead { get; init; }

    /// <summary>
    /// What has followed the journal so far, while another run owned it: the start takes its state and reads only what is left. Null: the
    /// start loads from the snapshot.
    /// </summary>
    public PartitionFollower? Follower { get; init; }

    /// <summary>
    /// How long a stop waits for news to be confirmed and for its snapshot to be proven, both at once; what is not told by then is told
    /// after the next start, and a snapshot not proven is left out. 5 s.
    /// </summary>
    public TimeSpan StopWait { get; init; } = TimeSpan.FromSeconds(5);
}
