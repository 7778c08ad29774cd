using System.Diagnostics;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// What a core does about one partition for as long as it runs: stands in line when the journal answers, lets go when there is a reason, and
/// stands in line again. However it ends, the consumer ends with it.
/// </summary>
internal sealed partial class PartitionDuty(
    PartitionKeeper keeper,
    PartitionEndpoint endpoint,
    IPartitionJournals journals,
    PartitionLine line,
    TimeProvider time,
    ILogger<PartitionDuty> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>So often an owner that wants to stop looks whether somebody stands in line.</summary>
    private static readonly TimeSpan LookForHeirEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Between cancelling the consumer and giving messages back: given back before, they would come here again.</summary>
    private static readonly TimeSpan CancelTakes = TimeSpan.FromMilliseconds(100);

    private Tenure? tenure;
    private long ownedSince;
    private bool isAway;
    private bool isHalted;

    public PartitionKeeper Keeper => keeper;

    /// <summary>When this process came to own the partition, as a timestamp; 0 when it does not.</summary>
    public long OwnedSince => keeper.IsOwner ? Volatile.Read(ref ownedSince) : 0;

    /// <summary>Whether it is subscribed: in line, or first.</summary>
    public bool IsSubscribed { get; private set; }

    /// <summary>Whether it has come to stand in line since the process started.</summary>
    public bool HasStoodInLine { get; private set; }

    /// <summary>Lets another core have the partition.</summary>
    public void Move() => Volatile.Read(ref tenure)?.Want(LetGo.Moving);

    /// <summary>Runs until asked to stop, or until the partition cannot be run here.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        endpoint.Subscribed = line.Note;
        var pause = RabbitLimits.AwayPause;
        while (!stopping.IsCancellationRequested)
        {
            if (!await AnswersAsync(stopping))
            {
                await PauseAsync(RabbitLimits.AwayPause, stopping);
                continue;
            }
            var (reason, hasServed) = await TryServeAsync(stopping);
            if (reason == LetGo.Failed) return;
            if (hasServed) pause = RabbitLimits.AwayPause;
            if (reason is not (LetGo.JournalAway or LetGo.Broken)) continue;
            await PauseAsync(pause, stopping);
            pause = pause * 2 < RabbitLimits.AwayPauseMax ? pause * 2 : RabbitLimits.AwayPauseMax;
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping) =>
        await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>A duty outlives whatever goes wrong in a tenure: it has nobody who would begin it again.</summary>
    private async Task<(LetGo Reason, bool HasServed)> TryServeAsync(CancellationToken stopping)
    {
        try
        {
            return await ServeAsync(stopping);
        }
        catch (Exception broken)
        {
            LogBroken(broken, keeper.Partition);
            return (LetGo.Broken, HasServed: false);
        }
    }

    /// <summary>One tenure from its begin to its end; whether a run of it had the partition.</summary>
    private async Task<(LetGo Reason, bool HasServed)> ServeAsync(CancellationToken stopping)
    {
        var mine = keeper.Begin();
        Volatile.Write(ref tenure, mine);
        var reason = LetGo.Broken;
        try
        {
            await keeper.PrepareAsync(mine, stopping);
            await endpoint.SubscribeAsync(stopping);
            IsSubscribed = HasStoodInLine = true;
            reason = await UntilWantedAsync(mine, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            reason = LetGo.Stopping;
        }
        catch (Exception broken)
        {
            LogBroken(broken, keeper.Partition);
        }
        var hasServed = mine.Host is not null;
        try
        {
            LogLetsGo(keeper.Partition, reason);
            if (reason == LetGo.Stopping) await UntilHeirAsync(mine);
            await LetGoAsync(mine, reason);
        }
        finally
        {
            IsSubscribed = false;
            Volatile.Write(ref tenure, null);
            Volatile.Write(ref ownedSince, 0);
            await keeper.EndAsync();
        }
        return (reason, hasServed);
    }

    private async Task<LetGo> UntilWantedAsync(Tenure mine, CancellationToken stopping)
    {
        long awaySince = 0;
        var lookedAt = time.GetTimestamp();
        while (!mine.Wanted.IsCompleted)
        {
            await Task.WhenAny(mine.Wanted, Task.Delay(LookEvery, time, stopping));
            if (stopping.IsCancellationRequested) return LetGo.Stopping;
            if (mine.Host is not null && Volatile.Read(ref ownedSince) == 0) Volatile.Write(ref ownedSince, time.GetTimestamp());
            if (mine.Starting is null && time.GetElapsedTime(lookedAt) < RabbitLimits.FollowEvery) continue;
            lookedAt = time.GetTimestamp();
            if (!await IsAwayAsync(mine, stopping)) awaySince = 0;
            else if (awaySince == 0) awaySince = time.GetTimestamp();
            else if (time.GetElapsedTime(awaySince) >= RabbitLimits.JournalAwayAfter) return LetGo.JournalAway;
        }
        return await mine.Wanted;
    }

    /// <summary>
    /// A run says so itself; a start that takes long may only have much to load, so the journal is asked. Who only stands in line finds out by
    /// following: somebody who could not claim must not be the next.
    /// </summary>
    private async ValueTask<bool> IsAwayAsync(Tenure mine, CancellationToken stopping)
    {
        if (mine.Host is { } host) return host.Status.Phase == PartitionPhase.JournalAway;
        if (mine.Starting is { } starting) return !starting.IsCompleted && !await AnswersAsync(stopping);
        try
        {
            await keeper.FollowAsync(mine, stopping);
            return false;
        }
        catch (Exception away) when (!stopping.IsCancellationRequested)
        {
            NoteAway(away);
            return true;
        }
    }

    /// <summary>Still serving: let go of with nobody in line, the partition would be nobody's until somebody comes.</summary>
    private async Task UntilHeirAsync(Tenure mine)
    {
        var started = time.GetTimestamp();
        while (mine.Host is { Status.Phase: PartitionPhase.Running } && !line.HasHeir && !line.IsAlone)
        {
            if (time.GetElapsedTime(started) >= RabbitLimits.HeirWithin)
            {
                LogNoHeir(keeper.Partition);
                return;
            }
            await Task.WhenAny(mine.Wanted, Task.Delay(LookForHeirEvery, time));
            if (mine.Wanted.IsCompleted) return;
        }
    }

    private async Task LetGoAsync(Tenure mine, LetGo reason)
    {
        var started = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource(RabbitLimits.FinishWithin, time);
        var served = reason is LetGo.Moving or LetGo.Stopping ? mine.Host : null;
        // Who stands in line has followed the journal; only one that comes later has it all to load.
        if (served is not null && !line.HasHeir) await SnapshotAsync(served, patience.Token);
        if (mine.Starting is null && reason != LetGo.Stopping) await line.LeaveAsync(patience.Token);
        var lettingGo = endpoint.LetGoAsync(patience.Token);
        if (served is null)
        {
            await Task.WhenAny(lettingGo, Task.Delay(CancelTakes, time));
            mine.End();
        }
        if (await lettingGo is { } failed) LogNotLetGo(failed, keeper.Partition);
        if (served is not null) await StopAsync(served, patience.Token);
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
            isAway = false;
            if (halted is not null && !isHalted) LogHalted(keeper.Partition, halted);
            isHalted = halted is not null;
            return !isHalted;
        }
        catch (Exception away)
        {
            if (!stopping.IsCancellationRequested) NoteAway(away);
            return false;
        }
    }

    /// <summary>Said once, until it answers again.</summary>
    private void NoteAway(Exception away)
    {
        if (!isAway) LogAway(keeper.Partition, away.Message);
        isAway = true;
    }

    [LoggerMessage(4401, LogLevel.Information, "Partition {Partition} is let go of: {Reason}.")]
    private partial void LogLetsGo(int partition, LetGo reason);

    [LoggerMessage(4402, LogLevel.Information, "Partition {Partition} was let go of within {Milliseconds} ms.")]
    private partial void LogHasLetGo(int partition, long milliseconds);

    [LoggerMessage(4403, LogLevel.Warning, "The consumer of partition {Partition} was not cancelled in order; its channel was closed instead.")]
    private partial void LogNotLetGo(Exception exception, int partition);

    [LoggerMessage(4404, LogLevel.Warning, "Partition {Partition} was not stopped in time; the next owner goes on from its journal.")]
    private partial void LogStopCutShort(int partition);

    [LoggerMessage(4406, LogLevel.Warning, "No snapshot of partition {Partition} was saved before it was let go of.")]
    private partial void LogNoSnapshot(Exception exception, int partition);

    [LoggerMessage(4413, LogLevel.Warning, "Partition {Partition} is halted, so that this core does not stand in line for it: {Reason}")]
    private partial void LogHalted(int partition, string reason);

    [LoggerMessage(4405, LogLevel.Warning, "The journal of partition {Partition} does not answer, so that this core does not stand in line for it: {Reason}")]
    private partial void LogAway(int partition, string reason);

    [LoggerMessage(4407, LogLevel.Warning, "Partition {Partition} could not be stood in line for, or was lost there; it is tried again.")]
    private partial void LogBroken(Exception exception, int partition);

    [LoggerMessage(4408, LogLevel.Warning, "Partition {Partition} is let go of though no other core stands in line for it.")]
    private partial void LogNoHeir(int partition);
}
