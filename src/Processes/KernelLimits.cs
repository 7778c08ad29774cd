namespace AcdRouter.Processes;

/// <summary>The kernel's bounds, each with its reason.</summary>
public static class KernelLimits
{
    /// <summary>
    /// Newest journal level that this build reads and writes. A journal claimed at a higher level is refused: it may hold events
    /// that this build does not know.
    /// </summary>
    public const int JournalLevel = 1;

    /// <summary>
    /// Number of the form in which states are saved; raised whenever any process, or the kernel, saves something else or otherwise.
    /// A snapshot of this very form must save to the same bytes once loaded; one of an older form is read as the processes read it;
    /// one of a newer form is refused. 2: the holders of lines.
    /// </summary>
    public const int StateFormat = 2;

    /// <summary>Commands and queries of one batch: enough to share one fsync, few enough that the first does not wait on the last.</summary>
    public const int BatchSize = 256;

    /// <summary>Deadlines decided before each batch: a backlog of them after a pause must not keep commands waiting for long.</summary>
    public const int DeadlinesPerBatch = 256;

    /// <summary>Commands and queries waiting for one site; a sender beyond it waits, so that a noisy site slows only itself.</summary>
    public const int MailboxPerSite = 1024;

    /// <summary>Messages that neighbours may tell each other under one command; more means that they talk in a circle.</summary>
    public const int MessagesPerRecord = 100_000;

    /// <summary>Outcomes remembered per site; at 32,768 a site of ten commands a second remembers the better part of an hour.</summary>
    public const int OutcomesPerSite = 32_768;

    /// <summary>How long outcomes are remembered, by record time: a day, as long as a sender may sensibly retry.</summary>
    public const long OutcomeWindowMilliseconds = 24L * 3600 * 1000;

    /// <summary>
    /// A command sent so short a while ago or ahead, by the partition's wall clock, is not too old, whatever clock was wrong before:
    /// it cannot have been forgotten since, as long as answers are remembered for longer than that.
    /// </summary>
    public const long JustSentMilliseconds = 60_000;

    /// <summary>
    /// A sender's clock ahead of record time by more is not believed beyond it: one wrong clock must not make everybody else's
    /// commands too old for as long as it is wrong.
    /// </summary>
    public const long SenderAheadMilliseconds = 2L * 3600 * 1000;

    /// <summary>Deliveries after which a command is set aside without deciding it: it may be what kills the process.</summary>
    public const int MaxDeliveries = 5;

    /// <summary>A loop that did not run for so long was frozen; deadlines of presence and offers move on by the gap.</summary>
    public const long FrozenAfterMilliseconds = 5_000;

    /// <summary>Longest sleep of the loop: it notices a frozen process and a jumped clock by waking.</summary>
    public const long HeartbeatMilliseconds = 1_000;

    /// <summary>Without an append for so long, callers are turned away instead of kept waiting.</summary>
    public const long JournalAwayMilliseconds = 5_000;

    /// <summary>First pause before a failed append is tried again; doubles up to <see cref="AppendRetryMaxMilliseconds"/>.</summary>
    public const int AppendRetryMilliseconds = 50;

    /// <summary>Longest pause before a failed append is tried again.</summary>
    public const int AppendRetryMaxMilliseconds = 2_000;

    /// <summary>Records between snapshots: a start replays about so many at most, or <see cref="SnapshotHurriedAfter"/> under full load.</summary>
    public const long SnapshotEvery = 50_000;

    /// <summary>Records without a snapshot after which the shadow works without rests.</summary>
    public const long SnapshotHurriedAfter = 2 * SnapshotEvery;

    /// <summary>Records that the shadow reads at once between snapshots: some 20 ms of one processor.</summary>
    public const long ShadowEvery = 500;

    /// <summary>Records behind a start after which the shadow begins to read.</summary>
    public const long ShadowBeginsAfter = 5_000;

    /// <summary>
    /// Longest time without a snapshot while anything is recorded, and between trims: a quiet site's records too must be behind a
    /// snapshot to be forgotten in time (S14), also on a machine that is switched off every evening.
    /// </summary>
    public const long SnapshotEveryMilliseconds = 3600L * 1000;

    /// <summary>
    /// First pause after a snapshot that failed or was found wrong; doubles up to <see cref="SnapshotRetryMaxMilliseconds"/>. Each try
    /// may replay the journal, which must not become the program's only occupation.
    /// </summary>
    public const long SnapshotRetryMilliseconds = 10_000;

    /// <summary>Longest pause before a snapshot is tried again.</summary>
    public const long SnapshotRetryMaxMilliseconds = 600_000;

    /// <summary>Records kept in memory for publishing; a slower bus makes the publisher read the journal instead.</summary>
    public const int NewsBacklog = 8_192;

    /// <summary>Between two savings of the news cursor: after a crash about so much is told again.</summary>
    public const long CursorEveryMilliseconds = 1_000;

    /// <summary>Messages handed to the bus at once.</summary>
    public const int NewsBatch = 256;

    /// <summary>First pause before an owed message is sent again; doubles up to <see cref="OwedRetryMaxMilliseconds"/>.</summary>
    public const long OwedRetryMilliseconds = 2_000;

    /// <summary>Longest pause before an owed message is sent again.</summary>
    public const long OwedRetryMaxMilliseconds = 60_000;

    /// <summary>Largest state, in bytes as saved, whose hash the loop itself computes for comparison: some tens of milliseconds of pause, once a snapshot.</summary>
    public const long LiveHashMaxBytes = 8L * 1024 * 1024;
}
