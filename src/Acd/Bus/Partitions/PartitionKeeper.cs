using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>
/// One partition in this process: runs it while its queue gives messages here, and not otherwise. The first delivery of a tenure starts a
/// run, which claims the journal; a run that was deposed, or whose journal is away, ends the tenure. Whoever waits for an answer then gets
/// none: the message goes back to the queue.
/// </summary>
internal sealed class PartitionKeeper(int partition, KeeperParts parts) : IPartition, IAsyncDisposable
{
    private readonly Lock door = new();
    private readonly SuspectCommands suspects = new(partition, parts.Journals);
    private Tenure? tenure;
    private long lastDelivery;
    private volatile string? failure;
    private volatile string? halted;

    /// <summary>The partition's number.</summary>
    public int Partition { get; } = partition;

    /// <summary>
    /// Told when the partition's history is shorter than known under so many accepted losses; the process ends then. False when that loss
    /// was accepted meanwhile.
    /// </summary>
    public Func<PartitionKeeper, HistoryLostException, long, Task<bool>>? HistoryLost { get; set; }

    /// <summary>Why the partition cannot be run in this process; null when nothing is known against it.</summary>
    public string? Failure => failure ?? halted;

    /// <summary>The run, when there is one that has claimed the journal.</summary>
    public PartitionHost? Host => Current?.Host;

    /// <summary>Whether this process owns the partition, as far as it knows.</summary>
    public bool IsOwner => Host is { } host && host.Status.Phase is PartitionPhase.Running or PartitionPhase.JournalAway && IsFresh;

    /// <summary>Whether the queue gave something here a moment ago.</summary>
    public bool IsFresh => Volatile.Read(ref lastDelivery) is var at && at != 0 && parts.Time.GetElapsedTime(at) < RabbitLimits.FreshFor;

    /// <inheritdoc/>
    public PartitionStatus Status => Host is { } host
        ? host.Status
        : new PartitionStatus(Failure is null ? PartitionPhase.Starting : PartitionPhase.Stopped, 0, 0, 0, Failure ?? "No run in this process.");

    private Tenure? Current
    {
        get
        {
            lock (door) return tenure;
        }
    }

    /// <summary>Begins a tenure, before the queue is subscribed to.</summary>
    public Tenure Begin()
    {
        lock (door) return tenure = new Tenure();
    }

    /// <summary>Gets ready for a claim, before the queue is subscribed to.</summary>
    public async Task PrepareAsync(Tenure mine, CancellationToken cancellationToken)
    {
        try
        {
            var prepared = await PreparedClaim.BeginAsync(parts.Journals.Open(Partition), cancellationToken);
            lock (door) mine.Prepared = prepared;
        }
        catch (JournalDamagedException)
        {
            // The claim finds it again, and says what it means.
        }
    }

    /// <summary>Reads what the owner has written meanwhile; nothing while this process is the owner.</summary>
    public async Task FollowAsync(Tenure mine, CancellationToken cancellationToken)
    {
        PreparedClaim? prepared;
        lock (door) prepared = mine.Prepared;
        try
        {
            if (prepared is not null) await prepared.Follower.FollowAsync(cancellationToken);
        }
        catch (JournalDamagedException)
        {
            // As above.
        }
    }

    /// <summary>Ends it: what is in hand goes back, the run is over.</summary>
    public async Task EndAsync()
    {
        Tenure? ending;
        lock (door) (ending, tenure) = (tenure, null);
        if (ending is null) return;
        ending.End();
        if (Take(ending) is { } unused) await unused.DisposeAsync();
        if (ending.Starting is { } starting)
        {
            // A start that failed has said why where it failed.
            await Task.WhenAny(starting);
            if (starting.IsCompletedSuccessfully) await starting.Result.DisposeAsync();
        }
        ending.Dispose();
    }

    /// <summary>Takes note why nobody may write the partition; null when its owner may, whichever process that is.</summary>
    public void NoteHalt(string? reason) => halted = reason;

    /// <summary>Something was delivered: whoever receives deliveries claims.</summary>
    public void NoteDelivery()
    {
        Volatile.Write(ref lastDelivery, parts.Time.GetTimestamp());
        lock (door)
        {
            if (tenure is { Over.IsCancellationRequested: false } mine) mine.Starting ??= Task.Run(() => StartAsync(mine));
        }
    }

    /// <summary>
    /// Holds what somebody has witnessed against the run that was claimed. A claim may come before the first who knows more is heard, so
    /// that it is compared once more then. What was witnessed before a loss was accepted says nothing.
    /// </summary>
    public void Compare(WitnessedHead witnessed)
    {
        if (Current is not { Host: not null } mine) return;
        var claimed = mine.Claimed;
        if (witnessed.Losses < claimed.Losses) return;
        if (witnessed.Losses == claimed.Losses && (witnessed.Epoch >= claimed.Epoch || witnessed.Sequence <= claimed.Sequence)) return;
        Judge(mine, new HistoryLostException(
            Partition,
            witnessed.Sequence,
            claimed.Sequence,
            $"another process has heard of record {witnessed.Sequence}, and epoch {claimed.Epoch} was claimed before it"));
    }

    /// <summary>Waits until messages in hand are to be given back.</summary>
    public async Task UntilGivenBackAsync(CancellationToken cancellationToken)
    {
        if (Current is not { } mine) return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(mine.Over, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, parts.Time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public ValueTask<object> SubmitAsync(CommandEnvelope envelope, CancellationToken cancellationToken) => SuspectCommands.Includes(envelope)
        ? ServedAsync((host, token) => suspects.SubmitAsync(host, envelope, token), cancellationToken)
        : ServedAsync((host, token) => host.SubmitAsync(envelope with { Delivery = 1 }, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<object?> AskAsync(IQuery query, CancellationToken cancellationToken) =>
        ServedAsync((host, token) => host.AskAsync(query, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StateHash> HashAsync(CancellationToken cancellationToken) =>
        ServedAsync((host, token) => host.HashAsync(token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        suspects.Dispose();
    }

    private async ValueTask<T> ServedAsync<T>(Func<PartitionHost, CancellationToken, ValueTask<T>> serve, CancellationToken cancellationToken)
    {
        if (Current is not { } mine) throw new DeliveryReturnedException("The partition is not served here.");
        NoteDelivery();
        if (mine.Starting is not { } starting) throw new DeliveryReturnedException("The partition is being let go of.");
        using var within = CancellationTokenSource.CreateLinkedTokenSource(mine.Over, cancellationToken);
        PartitionHost? host = null;
        try
        {
            host = (await starting.WaitAsync(within.Token)).Host;
            return await serve(host, within.Token);
        }
        catch (Exception ended) when (mine.Over.IsCancellationRequested)
        {
            throw new DeliveryReturnedException("The partition was let go of before the answer.", ended);
        }
        catch (PartitionUnavailableException gone) when (host is { Status.Phase: PartitionPhase.Stopped })
        {
            throw new DeliveryReturnedException("The partition has another owner.", gone);
        }
        catch (Exception failed) when (starting.IsFaulted || starting.IsCanceled)
        {
            throw new DeliveryReturnedException("The partition could not be started here.", failed);
        }
    }

    private async Task<PartitionRun> StartAsync(Tenure mine)
    {
        var prepared = Take(mine);
        var journal = prepared?.Journal ?? parts.Journals.Open(Partition);
        PartitionRun? run = null;
        try
        {
            // Before anything is compared: what somebody has found already needs no second process that ends over it.
            if (await parts.Journals.FindHaltAsync(Partition, mine.Over) is { } reason) throw new JournalHaltedException(reason);
            var losses = await parts.Journals.CountLossesAsync(Partition, mine.Over);
            mine.Claimed = new WitnessedHead(losses, 0, 0);
            var known = await KnownAsync(journal, losses, mine.Over);
            PartitionHost? host = null;
            host = new PartitionHost(OptionsOf(journal, prepared?.Follower, known, losses, () => HeadOf(host!, losses)));
            run = new PartitionRun(host, journal);
            await host.StartAsync(mine.Over);
            if (await parts.Journals.CountLossesAsync(Partition, mine.Over) != losses)
                throw new JournalTakenException("A loss was accepted while the partition was claimed; it is claimed anew.");
            (failure, halted) = (null, null);
            mine.Claimed = HeadOf(host, losses);
            parts.Witness.See(Partition, mine.Claimed);
            _ = WatchAsync(mine, host);
            return run;
        }
        catch (Exception failed)
        {
            if (run is not null) await run.DisposeAsync();
            else await journal.DisposeAsync();
            Judge(mine, failed);
            throw;
        }
    }

    private static WitnessedHead HeadOf(PartitionHost host, long losses) => new(losses, host.Status.Epoch, host.Status.Sequence);

    /// <summary>What is known of the history from elsewhere, as far as no loss was accepted since.</summary>
    /// <exception cref="HistoryLostException">The journal does not even know of a loss that was accepted.</exception>
    private async Task<JournalHead?> KnownAsync(IJournal journal, long losses, CancellationToken cancellationToken)
    {
        var known = parts.Witness.Of(Partition);
        if (known.Epoch == 0 || known.Losses < losses) return null;
        if (known.Losses == losses) return new JournalHead(known.Epoch, "", known.Sequence, Guid.Empty);
        var found = await journal.ReadHeadAsync(cancellationToken);
        throw new HistoryLostException(Partition, known.Sequence, found.Sequence, "it is older than a loss that was accepted");
    }

    private async Task WatchAsync(Tenure mine, PartitionHost host)
    {
        var failed = await host.Ended;
        parts.Witness.See(Partition, HeadOf(host, mine.Claimed.Losses));
        if (failed is not null) Judge(mine, failed);
    }

    /// <summary>What a failure means for the tenure.</summary>
    private void Judge(Tenure mine, Exception failed)
    {
        if (mine.Over.IsCancellationRequested) return;
        switch (failed)
        {
            case JournalTakenException:
                mine.Want(LetGo.Deposed);
                break;
            case HistoryLostException lost:
                _ = LoseAsync(mine, lost);
                break;
            case JournalHaltedException stopped:
                // Tried again from time to time: an operator may let it go on.
                NoteHalt(stopped.Message);
                mine.Want(LetGo.JournalAway);
                break;
            case JournalDamagedException or InvariantBrokenException:
                failure = failed.Message;
                mine.Want(LetGo.Failed);
                break;
            default:
                mine.Want(LetGo.JournalAway);
                break;
        }
    }

    private PreparedClaim? Take(Tenure mine)
    {
        lock (door)
        {
            var prepared = mine.Prepared;
            mine.Prepared = null;
            return prepared;
        }
    }

    private async Task LoseAsync(Tenure mine, HistoryLostException lost)
    {
        failure = lost.Message;
        var known = Math.Max(mine.Claimed.Losses, parts.Witness.Of(Partition).Losses);
        if (HistoryLost is null || await HistoryLost(this, lost, known))
        {
            mine.Want(LetGo.Failed);
            return;
        }
        failure = null;
        mine.Want(LetGo.Deposed);
    }

    private PartitionOptions OptionsOf(IJournal journal, PartitionFollower? follower, JournalHead? known, long losses, Func<WitnessedHead> head) => new()
    {
        Partition = Partition,
        LinesOutliveRun = true,
        MayActAlone = () => IsFresh,
        CheckHeadEvery = RabbitLimits.CheckHeadEvery,
        KnownHead = known,
        LeastEpoch = losses * RabbitLimits.EpochsALoss,
        Run = Guid.NewGuid(),
        Layout = SiteProcesses.Layout,
        Follower = follower,
        Journal = journal,
        History = parts.History,
        News = parts.News(Partition, head),
        Observer = parts.Observer(Partition),
        Time = parts.Time,
    };
}
