using System.Buffers;
using System.Buffers.Binary;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>Another writer has claimed the journal; what this one has not been answered for is not its to say.</summary>
public sealed class JournalTakenException : Exception
{
    /// <summary>Names both.</summary>
    public JournalTakenException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public JournalTakenException()
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public JournalTakenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The one loop that touches a partition's state.</summary>
internal sealed class PartitionLoop : IDisposable
{
    private readonly PartitionOptions options;
    private readonly RecordCodec codec;
    private readonly Mailbox mailbox;
    private readonly Signal arrived;
    private readonly Action<PartitionStatus> report;
    private readonly ITimer alarm;
    private readonly ArrayBufferWriter<byte> buffer = new(64 * 1024);
    private readonly List<MailItem> items = new(KernelLimits.BatchSize);
    private readonly List<(MailItem Item, object? Answer)> answers = new(KernelLimits.BatchSize);
    private readonly List<JournalRecord> records = new(KernelLimits.BatchSize);
    private readonly List<OutgoingMessage> due = [];
    private PartitionCore core;
    private OwedBook owed = new("");
    private JournalHead head;
    private NewsPump? pump;
    private Shadow? shadow;
    private long batches;
    private Instant lastTurn;
    private long awaySince;
    private volatile bool stopping;

    public PartitionLoop(
        PartitionOptions options, RecordCodec codec, Mailbox mailbox, Signal arrived, PartitionState state, JournalHead head, Action<PartitionStatus> report)
    {
        this.options = options;
        this.codec = codec;
        this.mailbox = mailbox;
        this.arrived = arrived;
        this.head = head;
        this.report = report;
        core = new PartitionCore(options.Layout, state, options.Partition);
        alarm = options.Time.CreateTimer(static signal => ((Signal)signal!).Set(), arrived, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public PartitionState State => core.State;

    /// <summary>True when no append has succeeded for longer than a caller should be kept waiting.</summary>
    public bool AwayTooLong =>
        Volatile.Read(ref awaySince) is var since && since != 0
        && options.Time.GetElapsedTime(since).TotalMilliseconds > KernelLimits.JournalAwayMilliseconds;

    private Instant Now => Instant.From(options.Time.GetUtcNow());

    /// <summary>Takes the journal over: from here on only this run's appends succeed.</summary>
    public async Task ClaimAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var gap = State.Sequence == 0 ? 0 : Math.Max(0, now.Since(State.At));
        records.Add(core.Claim(options.Run.ToString(), now));
        if (State.Sequence > 1) records.Add(core.Resume(gap, now));
        await AppendAsync(cancellationToken).ConfigureAwait(false);
        lastTurn = now;
        options.Observer.Started(State.Sequence, State.Epoch, gap);
    }

    public void Start(NewsPump newsPump, Shadow newShadow)
    {
        (pump, shadow) = (newsPump, newShadow);
        records.Clear();
        TakeUpOwed();
        Report(PartitionPhase.Running);
    }

    /// <summary>Lets the loop end once the mailbox is empty.</summary>
    public void Stop()
    {
        stopping = true;
        arrived.Set();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await StepAsync(cancellationToken).ConfigureAwait(false)) continue;
            if (stopping) return;
            SetAlarm();
            await arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One turn, if there is anything to decide or to send; false when there was not.</summary>
    public async ValueTask<bool> StepAsync(CancellationToken cancellationToken)
    {
        mailbox.Drain(items);
        if (items.Count == 0 && (stopping || !SomethingIsDue()))
        {
            lastTurn = Now;
            return false;
        }
        await TurnAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>When the next deadline comes or the next owed message is to be sent, or null.</summary>
    public Instant? NextAt =>
        core.NextDeadline is not { } deadline ? owed.NextAt : owed.NextAt is { } sending && sending < deadline ? sending : deadline;

    /// <summary>Tells everybody who still waits that no answer will come.</summary>
    public void Abandon(PartitionUnavailableException reason)
    {
        foreach (var item in items) item.Fail(reason);
        items.Clear();
        do
        {
            mailbox.Drain(items);
            foreach (var item in items) item.Fail(reason);
        }
        while (items.Count > 0 && Cleared());

        bool Cleared()
        {
            items.Clear();
            return true;
        }
    }

    public void Dispose() => alarm.Dispose();

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var frozen = now.Since(lastTurn);
        if (frozen > KernelLimits.FrozenAfterMilliseconds) records.Add(core.Resume(frozen, now));
        lastTurn = now;
        await DecideDeadlinesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var item in items) await DecideAsync(item, cancellationToken).ConfigureAwait(false);
        if (records.Count > 0 || items.Count > 0) await AppendAsync(cancellationToken).ConfigureAwait(false);
        Release();
    }

    private async ValueTask DecideDeadlinesAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < KernelLimits.DeadlinesPerBatch; i++)
        {
            var now = Now;
            if (core.DueAt(now) is not { } next) return;
            try
            {
                records.Add(core.DecideDue(next, now));
            }
            catch (DecisionFailedException e)
            {
                await RebuildAsync(cancellationToken).ConfigureAwait(false);
                records.Add(core.Park(next, e.Message, now));
                options.Observer.DeadlineParked(next.Site, next.Process, next.Deadline.Key, e);
            }
        }
    }

    private async ValueTask DecideAsync(MailItem item, CancellationToken cancellationToken)
    {
        if (item.Command is not { } envelope)
        {
            answers.Add((item, item.Query is { } query ? core.Answer(query, Now) : null));
            return;
        }
        Decided decided;
        if (envelope.Delivery > KernelLimits.MaxDeliveries)
        {
            decided = core.Fail(envelope, $"Delivered {envelope.Delivery} times without an answer.", Now);
        }
        else
        {
            try
            {
                decided = core.Decide(envelope, Now);
            }
            catch (DecisionFailedException e)
            {
                await RebuildAsync(cancellationToken).ConfigureAwait(false);
                decided = core.Fail(envelope, e.Message, Now);
                options.Observer.CommandFailed(envelope.Command.Site, envelope.Command.CommandId, e);
            }
        }
        if (decided.Record is { } record) records.Add(record);
        answers.Add((item, decided.Answer));
    }

    /// <summary>A decision threw half-way: the state is built anew from the journal and what this batch has decided before.</summary>
    private async ValueTask RebuildAsync(CancellationToken cancellationToken)
    {
        var state = await PartitionLoader.LoadAsync(options.Journal, options.Layout, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var record in records) state.Apply(record);
        core = new PartitionCore(options.Layout, state, options.Partition);
    }

    private async Task AppendAsync(CancellationToken cancellationToken)
    {
        buffer.ResetWrittenCount();
        var batch = new JournalBatch(
            records.Count == 0 ? head : new JournalHead(State.Epoch, State.Owner, State.Sequence, NextBatchId()),
            codec.Write(records, buffer));
        for (var pause = KernelLimits.AppendRetryMilliseconds; ; pause = Math.Min(pause * 2, KernelLimits.AppendRetryMaxMilliseconds))
        {
            try
            {
                var stored = await options.Journal.AppendAsync(head, batch, cancellationToken).ConfigureAwait(false);
                if (stored != batch.Head)
                    throw new JournalTakenException($"Epoch {stored.Epoch} of {stored.Owner} has the journal, at record {stored.Sequence}; this run had epoch {head.Epoch} at record {head.Sequence}.");
                head = batch.Head;
                NoteBack();
                return;
            }
            catch (Exception e) when (e is not JournalTakenException and not JournalDamagedException && !cancellationToken.IsCancellationRequested)
            {
                NoteAway(e);
                await Task.Delay(TimeSpan.FromMilliseconds(pause), options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Release()
    {
        foreach (var (item, answer) in answers) item.Answer(item.Command is null && item.Query is null ? new StateHash(State.Sequence, State.Hash()) : answer);
        foreach (var record in records) pump!.Offer(record);
        if (records.Count > 0) TakeUpOwed();
        owed.TakeDue(lastTurn, due);
        foreach (var message in due) pump!.Offer(message);
        due.Clear();
        answers.Clear();
        items.Clear();
        records.Clear();
        shadow!.Advanced(State.Sequence);
        Report(PartitionPhase.Running);
    }

    private void TakeUpOwed()
    {
        if (records.Count == 0 || records.Exists(static record => record.Site is null))
        {
            if (records.Count == 0) owed = new OwedBook(State.Origin);
            foreach (var site in State.Sites.Values) owed.Update(site);
            return;
        }
        SiteState? last = null;
        foreach (var record in records)
        {
            var site = State.Find(record.Site!.Value)!;
            if (!ReferenceEquals(site, last)) owed.Update(last = site);
        }
    }

    private bool SomethingIsDue()
    {
        var now = Now;
        return (core.NextDeadline is { } next && next <= now) || (owed.NextAt is { } at && at <= now);
    }

    private void SetAlarm()
    {
        var wait = KernelLimits.HeartbeatMilliseconds;
        if (core.NextDeadline is { } next) wait = Math.Min(wait, next.Since(lastTurn));
        if (owed.NextAt is { } at) wait = Math.Min(wait, at.Since(lastTurn));
        alarm.Change(TimeSpan.FromMilliseconds(Math.Max(1, wait)), Timeout.InfiniteTimeSpan);
    }

    private Guid NextBatchId()
    {
        Span<byte> bytes = stackalloc byte[16];
        options.Run.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], ++batches);
        return new Guid(bytes);
    }

    private void NoteAway(Exception reason)
    {
        if (awaySince == 0) Volatile.Write(ref awaySince, options.Time.GetTimestamp());
        Report(PartitionPhase.JournalAway, reason.Message);
        options.Observer.JournalAway(reason);
    }

    private void NoteBack()
    {
        if (awaySince == 0) return;
        options.Observer.JournalBack((long)options.Time.GetElapsedTime(awaySince).TotalMilliseconds);
        Volatile.Write(ref awaySince, 0);
    }

    private void Report(PartitionPhase phase, string? problem = null) =>
        report(new PartitionStatus(phase, head.Sequence, head.Epoch, mailbox.Count, problem));
}
