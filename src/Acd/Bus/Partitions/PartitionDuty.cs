using System.Diagnostics;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// What a core does about one partition for as long as it runs: subscribes when the journal answers, lets go when there is a reason, and
/// subscribes again.
/// </summary>
internal sealed partial class PartitionDuty(
    PartitionKeeper keeper, PartitionEndpoint endpoint, IPartitionJournals journals, TimeProvider time, ILogger<PartitionDuty> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Between cancelling the consumer and giving messages back: given back before, they would come here again.</summary>
    private static readonly TimeSpan CancelTakes = TimeSpan.FromMilliseconds(100);

    private Tenure? tenure;
    private long ownedSince;

    public PartitionKeeper Keeper => keeper;

    /// <summary>When this process came to own the partition, as a timestamp; 0 when it does not.</summary>
    public long OwnedSince => keeper.IsOwner ? Volatile.Read(ref ownedSince) : 0;

    /// <summary>Whether it is subscribed: in line, or first.</summary>
    public bool IsSubscribed { get; private set; }

    /// <summary>Lets another core have the partition.</summary>
    public void Move() => Volatile.Read(ref tenure)?.Want(LetGo.Moving);

    /// <summary>Runs until asked to stop, or until the partition cannot be run here.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var pause = RabbitLimits.AwayPause;
        while (!stopping.IsCancellationRequested)
        {
            var reason = await AnswersAsync(stopping) ? await ServeAsync(stopping) : LetGo.JournalAway;
            if (reason == LetGo.Failed) return;
            if (reason != LetGo.JournalAway)
            {
                pause = RabbitLimits.AwayPause;
                continue;
            }
            await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < RabbitLimits.AwayPauseMax ? pause * 2 : RabbitLimits.AwayPauseMax;
        }
    }

    private async Task<LetGo> ServeAsync(CancellationToken stopping)
    {
        var mine = keeper.Begin();
        Volatile.Write(ref tenure, mine);
        try
        {
            await endpoint.SubscribeAsync(stopping);
            IsSubscribed = true;
            var reason = await UntilWantedAsync(mine, stopping);
            LogLetsGo(keeper.Partition, reason);
            IsSubscribed = false;
            await LetGoAsync(mine, reason);
            return reason;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await LetGoAsync(mine, LetGo.Stopping);
            return LetGo.Stopping;
        }
        catch (Exception failed)
        {
            // The broker refused, or closed what was just opened. The duty must outlive that, or nobody here serves the partition again.
            LogNotSubscribed(failed, keeper.Partition);
            return LetGo.JournalAway;
        }
        finally
        {
            IsSubscribed = false;
            Volatile.Write(ref tenure, null);
            await keeper.EndAsync();
        }
    }

    private async Task<LetGo> UntilWantedAsync(Tenure mine, CancellationToken stopping)
    {
        long awaySince = 0;
        while (!mine.Wanted.IsCompleted)
        {
            await Task.WhenAny(mine.Wanted, Task.Delay(LookEvery, time, stopping));
            if (stopping.IsCancellationRequested) return LetGo.Stopping;
            if (mine.Host is not null && Volatile.Read(ref ownedSince) == 0) Volatile.Write(ref ownedSince, time.GetTimestamp());
            if (!await IsAwayAsync(mine, stopping)) awaySince = 0;
            else if (awaySince == 0) awaySince = time.GetTimestamp();
            else if (time.GetElapsedTime(awaySince) >= RabbitLimits.JournalAwayAfter) return LetGo.JournalAway;
        }
        return await mine.Wanted;
    }

    /// <summary>A run says so itself; a start that takes long may only have much to load, so the journal is asked.</summary>
    private async ValueTask<bool> IsAwayAsync(Tenure mine, CancellationToken stopping)
    {
        if (mine.Starting is null) return false;
        if (mine.Host is { } host) return host.Status.Phase == PartitionPhase.JournalAway;
        return !mine.Starting.IsCompleted && !await AnswersAsync(stopping);
    }

    private async Task LetGoAsync(Tenure mine, LetGo reason)
    {
        var started = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource(RabbitLimits.FinishWithin, time);
        var served = reason is LetGo.Moving or LetGo.Stopping ? mine.Host : null;
        if (served is not null) await SnapshotAsync(served, patience.Token);
        var lettingGo = endpoint.LetGoAsync(patience.Token);
        if (served is null)
        {
            await Task.WhenAny(lettingGo, Task.Delay(CancelTakes, time));
            mine.End();
        }
        try
        {
            await lettingGo;
        }
        catch (Exception failed)
        {
            // The broker is away, or time is up: what is in hand goes back when the channel closes.
            LogNotLetGo(failed, keeper.Partition);
        }
        if (served is not null) await StopAsync(served, patience.Token);
        Volatile.Write(ref ownedSince, 0);
        LogHasLetGo(keeper.Partition, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Still serving: the next owner has little to load then.</summary>
    private async Task SnapshotAsync(PartitionHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.SnapshotAsync(cancellationToken);
        }
        catch (Exception unsaved) when (unsaved is OperationCanceledException or PartitionUnavailableException or IOException)
        {
            // Only the next start is longer.
            LogNoSnapshot(unsaved, keeper.Partition);
        }
    }

    private async Task StopAsync(PartitionHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StopAsync(snapshot: false).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogStopCutShort(keeper.Partition);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken stopping)
    {
        try
        {
            using var within = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            within.CancelAfter(RabbitLimits.PingWithin);
            var halted = await journals.FindHaltAsync(keeper.Partition, within.Token);
            keeper.NoteHalt(halted);
            if (halted is not null) LogHalted(keeper.Partition, halted);
            return halted is null;
        }
        catch (Exception away)
        {
            if (!stopping.IsCancellationRequested) LogAway(keeper.Partition, away.Message);
            return false;
        }
    }

    [LoggerMessage(4401, LogLevel.Information, "Partition {Partition} is let go of: {Reason}.")]
    private partial void LogLetsGo(int partition, LetGo reason);

    [LoggerMessage(4402, LogLevel.Information, "Partition {Partition} was let go of within {Milliseconds} ms.")]
    private partial void LogHasLetGo(int partition, long milliseconds);

    [LoggerMessage(4403, LogLevel.Warning, "The consumer of partition {Partition} was not cancelled in order; the broker gives its messages to the next.")]
    private partial void LogNotLetGo(Exception exception, int partition);

    [LoggerMessage(4404, LogLevel.Warning, "Partition {Partition} was not stopped in time; the next owner goes on from its journal.")]
    private partial void LogStopCutShort(int partition);

    [LoggerMessage(4406, LogLevel.Warning, "No snapshot of partition {Partition} was saved before it was let go of.")]
    private partial void LogNoSnapshot(Exception exception, int partition);

    [LoggerMessage(4407, LogLevel.Warning, "The queue of partition {Partition} could not be subscribed to; it is tried again.")]
    private partial void LogNotSubscribed(Exception exception, int partition);

    [LoggerMessage(4413, LogLevel.Warning, "Partition {Partition} is halted, so that its queue is not subscribed to: {Reason}")]
    private partial void LogHalted(int partition, string reason);

    [LoggerMessage(4405, LogLevel.Warning, "The journal of partition {Partition} does not answer, so that its queue is not subscribed to: {Reason}")]
    private partial void LogAway(int partition, string reason);
}
