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
    private readonly TaskCompletionSource<Exception?> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PartitionLoop? loop;
    private NewsPump? pump;
    private Shadow? shadow;
    private Task running = Task.CompletedTask;
    private Task pumping = Task.CompletedTask;
    private Task shadowing = Task.CompletedTask;
    private volatile PartitionStatus status = new(PartitionPhase.Starting, 0, 0, 0, null);

    /// <summary>A partition that is not started yet.</summary>
    public PartitionHost(PartitionOptions options)
    {
        this.options = options;
        mailbox = new Mailbox(arrived);
    }

    /// <inheritdoc/>
    public PartitionStatus Status => status with { Waiting = mailbox.Count };

    /// <summary>Ends when the partition has stopped; holds what stopped it, or null when it was asked to stop.</summary>
    public Task<Exception?> Ended => ended.Task;

    /// <summary>Loads the state, claims the journal and starts to take commands.</summary>
    /// <exception cref="JournalDamagedException">The journal cannot be read whole.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        (loop, pump, shadow) = await PartitionParts.StartAsync(options, mailbox, arrived, HashAsync, next => status = next, cancellationToken).ConfigureAwait(false);
        pumping = Task.Run(() => pump.RunAsync(killed.Token), CancellationToken.None);
        shadowing = Task.Run(() => shadow.RunAsync(killed.Token), CancellationToken.None);
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
        (StateHash)(await PostAsync(new MailItem { Site = OperatorBox }, cancellationToken).ConfigureAwait(false))!;

    /// <summary>Stops taking work, finishes what is in the mailbox, saves a snapshot and hands over the news.</summary>
    public async Task StopAsync()
    {
        mailbox.Close(new PartitionUnavailableException("The engine is stopping; try again when it is back.", 5));
        loop?.Stop();
        await running.ConfigureAwait(false);
    }

    /// <summary>Ends at once, as a crash would: nothing more is decided, saved or published.</summary>
    public async ValueTask DisposeAsync()
    {
        mailbox.Close(new PartitionUnavailableException("The engine has stopped.", 5));
        await killed.CancelAsync().ConfigureAwait(false);
        loop?.Stop();
        await running.ConfigureAwait(false);
        await Settle(pumping).ConfigureAwait(false);
        await Settle(shadowing).ConfigureAwait(false);
        loop?.Dispose();
        shadow?.Dispose();
        arrived.Dispose();
        killed.Dispose();
    }

    private async ValueTask<object?> PostAsync(MailItem item, CancellationToken cancellationToken)
    {
        if (status.Phase == PartitionPhase.JournalAway && loop!.AwayTooLong)
            throw new PartitionUnavailableException("The journal is away; nothing is lost. Try again shortly.", 2);
        await mailbox.PostAsync(item, cancellationToken).ConfigureAwait(false);
        return await item.Answered.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        Exception? reason = null;
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
            reason = e;
            options.Observer.Stopped(e);
        }
        mailbox.Close(new PartitionUnavailableException(reason is null ? "The engine has stopped." : $"The engine has stopped: {reason.Message}", 5));
        status = status with { Phase = PartitionPhase.Stopped, Problem = reason?.Message };
        loop!.Abandon(new PartitionUnavailableException("The engine has stopped.", 5));
        if (reason is not null) await killed.CancelAsync().ConfigureAwait(false);
        ended.TrySetResult(reason);
    }

    private async Task FinishAsync()
    {
        pump!.Complete();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(killed.Token);
        await Task.WhenAny(pumping, Task.Delay(options.StopWait, options.Time, bound.Token)).ConfigureAwait(false);
        await bound.CancelAsync().ConfigureAwait(false);
        await shadow!.StoreAsync(loop!.State.Sequence, loop.State.Save(), killed.Token).ConfigureAwait(false);
        await killed.CancelAsync().ConfigureAwait(false);
        await Settle(shadowing).ConfigureAwait(false);
        await Settle(pumping).ConfigureAwait(false);
    }

    /// <summary>Waits for a task whose failure has been reported where it happened.</summary>
    private static Task Settle(Task task) => task.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
