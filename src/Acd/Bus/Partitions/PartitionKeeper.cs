using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// One partition in this process: runs it while its queue gives messages here, and not otherwise. The first delivery of a tenure starts a
/// run, which claims the journal; a run that was deposed, or whose journal is away, ends the tenure. Whoever waits for an answer then gets
/// none: the message goes back to the queue.
/// </summary>
internal sealed class PartitionKeeper(int partition, KeeperParts parts) : IPartition, IAsyncDisposable
{
    private readonly Lock door = new();
    private Tenure? tenure;
    private long lastDelivery;
    private volatile string? failure;

    /// <summary>The partition's number.</summary>
    public int Partition { get; } = partition;

    /// <summary>Told when the partition's history is shorter than known; the process ends then.</summary>
    public Action<PartitionKeeper, HistoryLostException>? HistoryLost { get; set; }

    /// <summary>Why the partition cannot be run in this process; null when nothing is known against it.</summary>
    public string? Failure => failure;

    /// <summary>The run, when there is one that has claimed the journal.</summary>
    public PartitionHost? Host => Current?.Host;

    /// <summary>Whether this process owns the partition, as far as it knows.</summary>
    public bool IsOwner => Host is { } host && host.Status.Phase is PartitionPhase.Running or PartitionPhase.JournalAway && IsFresh;

    /// <summary>Whether the queue gave something here a moment ago.</summary>
    public bool IsFresh => Volatile.Read(ref lastDelivery) is var at && at != 0 && parts.Time.GetElapsedTime(at) < RabbitLimits.FreshFor;

    /// <inheritdoc/>
    public PartitionStatus Status => Host is { } host
        ? host.Status
        : new PartitionStatus(failure is null ? PartitionPhase.Starting : PartitionPhase.Stopped, 0, 0, 0, failure ?? "No run in this process.");

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
    /// that it is compared once more then.
    /// </summary>
    public void Compare(long witnessedEpoch, long witnessedSequence)
    {
        if (Current is not { Host: not null } mine) return;
        var (epoch, claimedAt) = mine.Claimed;
        if (witnessedEpoch >= epoch || witnessedSequence <= claimedAt) return;
        Judge(mine, new HistoryLostException(
            Partition, witnessedSequence, claimedAt, $"another process has heard of record {witnessedSequence}, and epoch {epoch} was claimed before it"));
    }

    /// <summary>Waits until messages in hand are to be given back.</summary>
    public async Task UntilGivenBackAsync(CancellationToken cancellationToken)
    {
        if (Current is not { } mine) return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(mine.Over, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, parts.Time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public ValueTask<object> SubmitAsync(CommandEnvelope envelope, CancellationToken cancellationToken) =>
        ServedAsync((host, token) => host.SubmitAsync(envelope, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<object?> AskAsync(IQuery query, CancellationToken cancellationToken) =>
        ServedAsync((host, token) => host.AskAsync(query, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StateHash> HashAsync(CancellationToken cancellationToken) =>
        ServedAsync((host, token) => host.HashAsync(token), cancellationToken);

    public async ValueTask DisposeAsync() => await EndAsync();

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
        PartitionHost? host = null;
        host = new PartitionHost(OptionsOf(journal, prepared?.Follower, () => host!.Status.Epoch));
        var run = new PartitionRun(host, journal);
        try
        {
            await host.StartAsync(mine.Over);
            failure = null;
            mine.Claimed = (host.Status.Epoch, host.Status.Sequence);
            parts.Witness.See(Partition, host.Status.Epoch, host.Status.Sequence);
            _ = WatchAsync(mine, host);
            return run;
        }
        catch (Exception failed)
        {
            await run.DisposeAsync();
            Judge(mine, failed);
            throw;
        }
    }

    private async Task WatchAsync(Tenure mine, PartitionHost host)
    {
        var failed = await host.Ended;
        parts.Witness.See(Partition, host.Status.Epoch, host.Status.Sequence);
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
                failure = lost.Message;
                HistoryLost?.Invoke(this, lost);
                mine.Want(LetGo.Failed);
                break;
            case JournalHaltedException halted:
                // Tried again from time to time: an operator may let it go on.
                failure = halted.Message;
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

    private PartitionOptions OptionsOf(IJournal journal, PartitionFollower? follower, Func<long> epoch) => new()
    {
        Partition = Partition,
        LinesOutliveRun = true,
        MayActAlone = () => IsFresh,
        CheckHeadEvery = RabbitLimits.CheckHeadEvery,
        KnownHead = parts.Witness.Of(Partition) is { Epoch: > 0 } known ? new JournalHead(known.Epoch, "", known.Sequence, Guid.Empty) : null,
        Run = Guid.NewGuid(),
        Layout = SiteProcesses.Layout,
        Follower = follower,
        Journal = journal,
        History = parts.History,
        News = parts.News(Partition, epoch),
        Observer = parts.Observer(Partition),
        Time = parts.Time,
    };
}
