namespace AcdRouter.Acd;

/// <summary>The bounds that hold only where the bus is a broker.</summary>
internal static class RabbitLimits
{
    /// <summary>A peer that is silent for twice as long is gone: a frozen owner's partition is free after about 10 s.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>A broker that does not take a connection in so long is away.</summary>
    public static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);

    /// <summary>A broker that reads nothing for so long, though its buffers are full, is gone: as one that misses two heartbeats.</summary>
    public static readonly TimeSpan WriteWithin = TimeSpan.FromSeconds(10);

    /// <summary>Between two tries to connect to a broker that is away: soon enough that nobody waits for us, seldom enough not to burden its start.</summary>
    public static readonly TimeSpan AskBrokerEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>One try to hand news over; what is not confirmed by then is handed over again.</summary>
    public static readonly TimeSpan PublishWithin = TimeSpan.FromSeconds(10);

    /// <summary>Between two Wakes of a replica for a partition.</summary>
    public static readonly TimeSpan WakeEvery = TimeSpan.FromSeconds(1);

    /// <summary>A process of which no Wake was taken for so long looks whether its bus is stuck: longer than the bus takes to connect again.</summary>
    public static readonly TimeSpan WakesTakenWithin = TimeSpan.FromSeconds(20);

    /// <summary>Between two such looks.</summary>
    public static readonly TimeSpan LookAtBusEvery = TimeSpan.FromSeconds(5);

    /// <summary>So often in a row the broker must serve in vain: a process that stood still is given the time to connect again.</summary>
    public const int ServedInVain = 3;

    /// <summary>How long a process with a stuck bus may take to end in order: a little longer than any stop.</summary>
    public static readonly TimeSpan StuckEndsWithin = TimeSpan.FromSeconds(16);

    /// <summary>How long a Wake is worth delivering: an old one would make somebody claim who is no longer meant.</summary>
    public static readonly TimeSpan WakeLives = TimeSpan.FromSeconds(1);

    /// <summary>For so long after a delivery the partition may act of itself: three Wakes must be missed first.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(3);

    /// <summary>A replica not heard for so long is counted out where partitions are spread.</summary>
    public static readonly TimeSpan CoreGoneAfter = TimeSpan.FromSeconds(4);

    /// <summary>A core is given partitions only after it has been heard for so long.</summary>
    public static readonly TimeSpan CoreKnownAfter = TimeSpan.FromSeconds(3);

    /// <summary>A process that holds lines and is not heard for so long has lost them.</summary>
    public static readonly TimeSpan HolderGoneAfter = TimeSpan.FromSeconds(10);

    /// <summary>
    /// So long after a process that holds lines has gone its partitions are told once more: commands that it had sent wait in a queue no
    /// longer than this while the partition has an owner.
    /// </summary>
    public static readonly TimeSpan ConfirmAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>Between two planned moves away from one owner: the next must have settled.</summary>
    public static readonly TimeSpan MoveEvery = TimeSpan.FromSeconds(2);

    /// <summary>Behind each accepted loss epochs go on from the next multiple of this: more claims than can have been lost, at one a second for eleven days.</summary>
    public const long EpochsALoss = 1_000_000;

    /// <summary>A journal that does not answer for so long makes its owner let go of the consumer.</summary>
    public static readonly TimeSpan JournalAwayAfter = TimeSpan.FromSeconds(5);

    /// <summary>First pause before a partition is tried again that could not be served; doubles up to <see cref="AwayPauseMax"/>.</summary>
    public static readonly TimeSpan AwayPause = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause before a partition is tried again: so long nobody may stand in line for an owner that wants to hand over.</summary>
    public static readonly TimeSpan AwayPauseMax = TimeSpan.FromSeconds(4);

    /// <summary>How long the messages in hand may take to be finished once a consumer is cancelled.</summary>
    public static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(5);

    /// <summary>How long a channel may take to be closed whose consumer could not be cancelled, and the library to notice it.</summary>
    public static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long an owner that is asked to stop goes on serving while nobody stands in line after it. Together with what follows
    /// it stays below the time that a stop may take.
    /// </summary>
    public static readonly TimeSpan HeirWithin = TimeSpan.FromSeconds(5);

    /// <summary>So often a core in line reads what the owner has written: what lies between is all that its claim has left to read.</summary>
    public static readonly TimeSpan FollowEvery = TimeSpan.FromSeconds(1);

    /// <summary>An idle owner makes sure that the journal is still its own so often.</summary>
    public static readonly TimeSpan CheckHeadEvery = TimeSpan.FromSeconds(2);

    /// <summary>One question to the journal whether it is there.</summary>
    public static readonly TimeSpan PingWithin = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Returns to its queue after which a command is suspected to kill whoever decides it. The broker counts each return alike, also those of a
    /// planned move or while the journal is away; so a suspect is only looked at more closely, which costs two calls to the store.
    /// </summary>
    public const int UnsuspectedReturns = 3;

    /// <summary>One note about a suspected command; a store that takes longer is away.</summary>
    public static readonly TimeSpan NoteWithin = TimeSpan.FromSeconds(2);

    /// <summary>Messages kept in each error queue; the oldest go first.</summary>
    public const int ErrorsKept = 10_000;

    /// <summary>Events of one partition under way to the broker without its confirmation: a flush of the kernel at once.</summary>
    public const int UnconfirmedEvents = 256;

    /// <summary>
    /// Between two messages with news to the webs: what is decided meanwhile goes in one message instead of several. Short beside the median
    /// of a hand-over.
    /// </summary>
    public static readonly TimeSpan WebNewsEvery = TimeSpan.FromMilliseconds(2);

    /// <summary>Between two publishings to other services, which wait for confirmations together then.</summary>
    public static readonly TimeSpan ServiceNewsEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>News flushes kept for one web process that does not keep up; it notices the gap and reads everything anew.</summary>
    public const int NewsKept = 10_000;
}
