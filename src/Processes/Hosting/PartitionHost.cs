using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// Runs a partition: drains the mailbox into batches, decides, appends, and only then answers and publishes. One loop touches
/// the state; everything else talks to it through the mailbox.
/// </summary>
public sealed class PartitionHost : IPartition, IAsyncDisposable
{
    private static readonly SiteId OperatorBox = new("operator");

    private readonly PartitionOptions options;
    private readonly Signal arrived = new();
    private readonly Mailbox mailbox;
    private readonly CancellationTokenSource killed = new();
    private readonly CancellationTokenSource shadowStopped;
    private readonly TaskCompletionSource<Exception?> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PartitionLoop? loop;
    private NewsPump? pump;
    private Shadow? shadow;
    private ITimer? snapshotTimer;
    private Task running = Task.CompletedTask;
    private Task pumping = Task.CompletedTask;
    private Task shadowing = Task.CompletedTask;
    private int disposed;
    private volatile bool leaveSnapshotOut;
    private volatile PartitionStatus status = new(PartitionPhase.Starting, 0, 0, 0, null);

    /// <summary>A partition that is not started yet.</summary>
    public PartitionHost(PartitionOptions options)
    {
        this.options = options;
        mailbox = new Mailbox(arrived);
        shadowStopped = CancellationTokenSource.CreateLinkedTokenSource(killed.Token);
    }

    /// <inheritdoc/>
    public PartitionStatus Status
    {
        get
        {
            var known = status with { Waiting = mailbox.Count };
            // A journal that hangs throws nothing, so that the loop cannot say that it is away.
            return known.Phase == PartitionPhase.Running && AwayTooLong
                ? known with { Phase = PartitionPhase.JournalAway, Problem = "The journal does not answer." }
                : known;
        }
    }

    /// <summary>Ends when the partition has stopped; holds what stopped it, or null when it was asked to stop.</summary>
    public Task<Exception?> Ended => ended.Task;

    /// <summary>The journal's end as this run last knew it durable; empty before the start.</summary>
    public JournalHead Head => loop?.Head ?? JournalHead.Empty;

    private bool AwayTooLong => loop is { AwayTooLong: true };

    /// <summary>Loads the state, claims the journal and starts to take commands. Waits while the journal is away.</summary>
    /// <exception cref="JournalDamagedException">The journal cannot be read whole, or has lost records.</exception>
    /// <exception cref="HistoryLostException">The journal ends before what is known of it.</exception>
    /// <exception cref="JournalTakenException">Another writer took the journal at the same time.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        (loop, pump, shadow) = await PartitionParts.StartAsync(options, mailbox, arrived, HashAsync, next => status = next, cancellationToken).ConfigureAwait(false);
        pumping = Task.Run(() => BesideAsync(pump.RunAsync, killed.Token), CancellationToken.None);
        shadowing = Task.Run(() => BesideAsync(shadow.RunAsync, shadowStopped.Token), CancellationToken.None);
        var every = TimeSpan.FromMilliseconds(KernelLimits.SnapshotEveryMilliseconds);
        snapshotTimer = options.Time.CreateTimer(static shadow => ((Shadow)shadow!).TimePassed(), shadow, every, every);
        running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask<object> SubmitAsync(CommandEnvelope envelope, CancellationToken cancellationToken) =>
        (await PostAsync(new MailItem { Site = envelope.Command.Site, Command = envelope }, cancellationToken).ConfigureAwait(false))!;

    /// <inheritdoc/>
    public ValueTask<object?> AskAsync(IQuery query, CancellationToken cancellationToken) =>
        PostAsync(new MailItem { Site = query.Site, Query = query }, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<StateHash> HashAsync(CancellationToken cancellationToken) =>
        (StateHash)(await LookAsync(static state => new StateHash(state.Sequence, state.Hash()), cancellationToken).ConfigureAwait(false));

    /// <summary>The partition's sites, by id.</summary>
    /// <exception cref="PartitionUnavailableException">The journal is away or the partition has stopped.</exception>
    public async ValueTask<IReadOnlyList<SiteId>> SitesAsync(CancellationToken cancellationToken) =>
        (IReadOnlyList<SiteId>)(await LookAsync(static state => state.SiteIds.ToArray(), cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Saves a proven snapshot now, beside the work, so that whoever takes over next has little to replay. False when live and replayed
    /// state differ, or the journal is no longer this run's; then nothing is saved.
    /// </summary>
    /// <exception cref="PartitionUnavailableException">The partition does not run, or the journal is away.</exception>
    /// <exception cref="IOException">The journal could not be read or written.</exception>
    public async Task<bool> SnapshotAsync(CancellationToken cancellationToken)
    {
        if (shadow is null || status.Phase == PartitionPhase.Stopped) throw new PartitionUnavailableException("The partition does not run.");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, shadowStopped.Token);
        try
        {
            return await shadow.SnapshotIfDueAsync(bound.Token).ConfigureAwait(false);
        }
        catch (InvariantBrokenException e)
        {
            loop!.Break(e);
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PartitionUnavailableException("The partition is stopping.");
        }
    }

    /// <summary>
    /// Stops taking work, finishes what is in the mailbox, hands over the news and saves a proven snapshot, both within
    /// <see cref="PartitionOptions.StopWait"/>. While the journal is away it waits; <see cref="DisposeAsync"/> ends that wait.
    /// </summary>
    /// <param name="snapshot">False leaves the snapshot out: for a move right after <see cref="SnapshotAsync"/>.</param>
    public async Task StopAsync(bool snapshot = true)
    {
        if (!snapshot) leaveSnapshotOut = true;
        mailbox.Close(new PartitionUnavailableException("The engine is stopping; try again when it is back.", 5));
        loop?.Stop();
        await running.ConfigureAwait(false);
    }

    /// <summary>Ends at once, as a crash would: nothing more is decided, saved or published.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1) return;
        var reason = new PartitionUnavailableException("The engine has stopped.", 5);
        mailbox.Close(reason);
        await killed.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        await Task.WhenAll(pumping, shadowing).ConfigureAwait(false);
        mailbox.Abandon(reason);
        ended.TrySetResult(null);
        if (snapshotTimer is not null) await snapshotTimer.DisposeAsync().ConfigureAwait(false);
        loop?.Dispose();
        shadowStopped.Dispose();
        killed.Dispose();
    }

    private async ValueTask<object> LookAsync(Func<PartitionState, object> look, CancellationToken cancellationToken) =>
        (await PostAsync(new MailItem { Site = OperatorBox, Look = look }, cancellationToken).ConfigureAwait(false))!;

    private async ValueTask<object?> PostAsync(MailItem item, CancellationToken cancellationToken)
    {
        if (status.Phase != PartitionPhase.Stopped && AwayTooLong)
            throw new PartitionUnavailableException("The journal is away; nothing is lost. Try again shortly.", 2);
        await mailbox.PostAsync(item, cancellationToken).ConfigureAwait(false);
        return await item.Answered.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        Exception? failure = null;
        try
        {
            await loop!.RunAsync(killed.Token).ConfigureAwait(false);
            await FinishAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (killed.IsCancellationRequested)
        {
            // Disposed without a stop: as a crash, nothing is finished.
        }
        catch (Exception e)
        {
            failure = e;
            options.Observer.Stopped(e);
        }
        var reason = new PartitionUnavailableException(failure is null ? "The engine has stopped." : $"The engine has stopped: {failure.Message}", 5);
        status = status with { Phase = PartitionPhase.Stopped, Problem = failure?.Message };
        mailbox.Close(reason);
        loop!.Abandon(reason);
        mailbox.Abandon(reason);
        if (failure is not null) await killed.CancelAsync().ConfigureAwait(false);
        ended.TrySetResult(failure);
    }

    private async Task FinishAsync()
    {
        // The shadow first: a snapshot of its own, still under way, must not replace the last one.
        await shadowStopped.CancelAsync().ConfigureAwait(false);
        await shadowing.ConfigureAwait(false);
        pump!.Complete();
        StoredSnapshot? last;
        using (var bound = CancellationTokenSource.CreateLinkedTokenSource(killed.Token))
        {
            var proving = Task.Run(() => ProveLastSnapshotAsync(bound.Token), CancellationToken.None);
            await Task.WhenAny(Task.WhenAll(pumping, proving), Task.Delay(options.StopWait, options.Time, bound.Token)).ConfigureAwait(false);
            await bound.CancelAsync().ConfigureAwait(false);
            last = proving.IsCompleted ? await proving.ConfigureAwait(false) : Unproven();
        }
        loop!.ThrowIfBroken();
        if (last is not null) await StoreLastSnapshotAsync(last).ConfigureAwait(false);
        await killed.CancelAsync().ConfigureAwait(false);
        await pumping.ConfigureAwait(false);
    }

    /// <summary>Spares the next start the replay. A failure costs only that: every record is in the journal.</summary>
    private async Task<StoredSnapshot?> ProveLastSnapshotAsync(CancellationToken cancellationToken)
    {
        if (leaveSnapshotOut) return null;
        try
        {
            return await shadow!.LastSnapshotAsync(loop!.State, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is not InvariantBrokenException)
        {
            options.Observer.PublishingFailed(e);
            return null;
        }
    }

    private async Task StoreLastSnapshotAsync(StoredSnapshot snapshot)
    {
        try
        {
            // Whoever was deposed unawares must not put an old snapshot in the place of the new owner's.
            if (await options.Journal.ReadHeadAsync(killed.Token).ConfigureAwait(false) != loop!.Head) return;
            await shadow!.StoreAsync(snapshot, killed.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!killed.IsCancellationRequested)
        {
            options.Observer.PublishingFailed(e);
        }
    }

    /// <summary>A stop may not take longer than the supervisor waits; what is left out costs the next start a longer replay.</summary>
    private StoredSnapshot? Unproven()
    {
        if (!killed.IsCancellationRequested)
            options.Observer.PublishingFailed(new TimeoutException($"The snapshot of the stop was not proven within {options.StopWait.TotalSeconds} s and is left out."));
        return null;
    }

    /// <summary>Runs what works beside the loop; should it fail for good, the partition stops loudly.</summary>
    private async Task BesideAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not InvariantBrokenException)
        {
            // Told to end: whatever it was doing is done again after the next start.
        }
        catch (Exception e)
        {
            loop!.Break(e);
        }
    }
}
