using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>The one loop that touches a partition's state.</summary>
internal sealed class PartitionLoop : IDisposable
{
    private readonly PartitionOptions options;
    private readonly RecordCodec codec;
    private readonly Mailbox mailbox;
    private readonly Signal arrived;
    private readonly Action<PartitionStatus> report;
    private readonly PartitionClock clock;
    private readonly ITimer alarm;
    private readonly JournalWait journal;
    private readonly Wakefulness awake;
    private readonly ArrayBufferWriter<byte> buffer = new(64 * 1024);
    private readonly ArrayBufferWriter<byte> lastWritten = new();
    private readonly List<MailItem> items = new(KernelLimits.BatchSize);
    private readonly List<Pending> answers = new(KernelLimits.BatchSize);
    private readonly List<JournalRecord> records = new(KernelLimits.BatchSize);
    private readonly List<OutgoingMessage> due = [];
    private PartitionCore core;
    private OwedBook owed = new("");
    private JournalHead head;
    private volatile StrongBox<JournalHead> durable;
    private NewsPump? pump;
    private Shadow? shadow;
    private long batches;
    private long comparedAt;
    private volatile bool stopping;
    private volatile Exception? broken;

    public PartitionLoop(
        PartitionOptions options, RecordCodec codec, Mailbox mailbox, Signal arrived, PartitionState state, JournalHead head, Action<PartitionStatus> report)
    {
        this.options = options;
        this.codec = codec;
        this.mailbox = mailbox;
        this.arrived = arrived;
        this.head = head;
        durable = new StrongBox<JournalHead>(head);
        this.report = report;
        core = new PartitionCore(options.Layout, state, options.Partition);
        clock = new PartitionClock(options.Time);
        clock.NotBefore(state.At);
        awake = new Wakefulness(clock, options.MayActAlone);
        alarm = options.Time.CreateTimer(static signal => ((Signal)signal!).Set(), arrived, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        journal = new JournalWait(options, reason => Report(PartitionPhase.JournalAway, reason.Message));
    }

    public PartitionState State => core.State;

    /// <summary>The journal's end as this run wrote it; may be asked for from any thread.</summary>
    public JournalHead Head => durable.Value;

    /// <summary>True when the journal has not answered for longer than a caller should be kept waiting.</summary>
    public bool AwayTooLong => journal.AwayTooLong;

    /// <summary>Takes the journal over: from here on only this run's appends succeed.</summary>
    /// <param name="seen">When an earlier run is known to have been at work, beyond what its records say; null where nobody knows.</param>
    /// <param name="cancellationToken">Ends the waiting for the journal.</param>
    public async Task ClaimAsync(Instant? seen, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var gap = State.Sequence == 0 ? 0 : Math.Max(0, now.Since(seen is { } last && last > State.At ? last : State.At));
        // Where the lines outlive the run, a change of owners is no more than a short wait is to the loop: nothing is moved on for it.
        if (options.LinesOutliveRun && gap <= KernelLimits.FrozenAfterMilliseconds) gap = 0;
        records.Add(core.Claim(options.Run.ToString(), now, options.LeastEpoch));
        if (State.Sequence > 1) records.Add(core.Resume(gap, linesKept: options.LinesOutliveRun, now));
        awake.Begin(now);
        await AppendAsync(cancellationToken).ConfigureAwait(false);
        records.Clear();
        options.Observer.Started(State.Sequence, State.Epoch, gap);
    }

    public void Start(NewsPump newsPump, Shadow newShadow)
    {
        (pump, shadow) = (newsPump, newShadow);
        owed = new OwedBook(State.Origin);
        foreach (var site in State.Sites.Values) owed.Update(site);
        Report(PartitionPhase.Running);
    }

    /// <summary>Lets the loop end once the mailbox is empty.</summary>
    public void Stop()
    {
        stopping = true;
        arrived.Set();
    }

    /// <summary>Ends the loop with a failure that was found beside it; called from any thread.</summary>
    public void Break(Exception reason)
    {
        broken ??= reason;
        arrived.Set();
    }

    /// <summary>Throws when a failure was found beside the loop.</summary>
    public void ThrowIfBroken()
    {
        if (broken is { } reason) throw new InvariantBrokenException(reason.Message, reason);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfBroken();
            if (await StepAsync(cancellationToken).ConfigureAwait(false)) continue;
            // What came in before the mailbox was closed is still decided.
            if (stopping && mailbox.Count == 0) return;
            if (stopping) continue;
            SetAlarm();
            await arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One turn, if there is anything to decide or to send; false when there was not.</summary>
    public async ValueTask<bool> StepAsync(CancellationToken cancellationToken)
    {
        mailbox.Drain(items);
        var now = awake.Look();
        awake.AskMayAct(now);
        if (items.Count == 0 && (stopping || !(SomethingIsDue(now) || awake.StoodStill || CompareIsDue))) return false;
        await TurnAsync(now, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>When the next deadline comes or the next owed message is to be sent, or null.</summary>
    public Instant? NextAt =>
        core.NextDeadline is not { } deadline ? owed.NextAt : owed.NextAt is { } sending && sending < deadline ? sending : deadline;

    /// <summary>Tells everybody whose command was taken out of the mailbox that no answer will come.</summary>
    public void Abandon(PartitionUnavailableException reason)
    {
        foreach (var item in items) item.Fail(reason);
        items.Clear();
    }

    public void Dispose()
    {
        alarm.Dispose();
        journal.Dispose();
    }

    private async Task TurnAsync(Instant now, CancellationToken cancellationToken)
    {
        RecordStandstill(now);
        if (awake.MayAct) await DecideDeadlinesAsync(now, cancellationToken).ConfigureAwait(false);
        foreach (var item in items) await DecideAsync(item, cancellationToken).ConfigureAwait(false);
        if (records.Count > 0 || items.Count > 0 || CompareIsDue) await AppendAsync(cancellationToken).ConfigureAwait(false);
        Release();
    }

    /// <summary>Decides what has come by the moment at which the loop last made sure that it did not stand still.</summary>
    private async ValueTask DecideDeadlinesAsync(Instant now, CancellationToken cancellationToken)
    {
        for (var i = 0; i < KernelLimits.DeadlinesPerBatch; i++)
        {
            if (core.DueAt(now) is not { } next) return;
            try
            {
                records.Add(core.DecideDue(next, now));
            }
            catch (DecisionFailedException e)
            {
                await RebuildAsync(cancellationToken).ConfigureAwait(false);
                records.Add(core.Park(next, e.Message, now));
                RecordStandstill(awake.Look());
                options.Observer.DeadlineParked(next.Site, next.Process, next.Deadline.Key, e);
            }
        }
    }

    private async ValueTask DecideAsync(MailItem item, CancellationToken cancellationToken)
    {
        if (item.Command is not { } envelope)
        {
            answers.Add(Answer(item));
            return;
        }
        Decided decided;
        if (envelope.Delivery > KernelLimits.MaxDeliveries)
        {
            decided = core.Fail(envelope, $"Delivered {envelope.Delivery} times without an answer.", clock.Now);
        }
        else
        {
            try
            {
                decided = core.Decide(envelope, clock.Now, clock.Wall);
            }
            catch (DecisionFailedException e)
            {
                await RebuildAsync(cancellationToken).ConfigureAwait(false);
                RecordStandstill(awake.Look());
                decided = core.Fail(envelope, e.Message, clock.Now);
                options.Observer.CommandFailed(envelope.Command.Site, envelope.Command.CommandId, e);
            }
        }
        if (decided.Record is { } record) records.Add(record);
        answers.Add(new Pending(item, decided.Answer, null));
    }

    /// <summary>A query that throws has changed nothing: whoever asked gets the exception, the partition goes on.</summary>
    private Pending Answer(MailItem item)
    {
        if (item.Query is not { } query) return new Pending(item, null, null);
        try
        {
            return new Pending(item, core.Answer(query, clock.Now), null);
        }
        catch (Exception e) when (e is not InvariantBrokenException)
        {
            return new Pending(item, null, new DecisionFailedException($"{query.GetType().Name} could not be answered: {e.Message}", e));
        }
    }

    /// <summary>A decision threw half-way: the state is built anew from the journal and what this batch has decided before.</summary>
    private async ValueTask RebuildAsync(CancellationToken cancellationToken)
    {
        var state = await journal.UntilThereAsync(() => LoadAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (var record in records) state.Apply(record);
        core = new PartitionCore(options.Layout, state, options.Partition);
    }

    private async ValueTask<PartitionState> LoadAsync(CancellationToken cancellationToken)
    {
        var stored = await options.Journal.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        if (stored != head) throw await ForeignHead.ExplainAsync(options, head, lastWritten.WrittenMemory, stored, cancellationToken).ConfigureAwait(false);
        return await PartitionLoader.LoadAsync(options.Journal, options.Layout, head.Sequence, cancellationToken).ConfigureAwait(false);
    }

    private async Task AppendAsync(CancellationToken cancellationToken)
    {
        buffer.ResetWrittenCount();
        var batch = new JournalBatch(
            records.Count == 0 ? head : new JournalHead(State.Epoch, State.Owner, State.Sequence, NextBatchId()),
            codec.Write(records, buffer));
        var stored = await journal.UntilThereAsync(() => options.Journal.AppendAsync(head, batch, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (stored != batch.Head)
        {
            throw await journal.UntilThereAsync(
                () => ForeignHead.ExplainAsync(options, head, lastWritten.WrittenMemory, stored, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        head = stored;
        durable = new StrongBox<JournalHead>(stored);
        comparedAt = options.Time.GetTimestamp();
        if (batch.Records.Count > 0)
        {
            lastWritten.ResetWrittenCount();
            lastWritten.Write(batch.Records[^1].Payload.Span);
        }
        awake.Look();
    }

    private void Release()
    {
        foreach (var (item, answer, failure) in answers)
        {
            if (failure is not null) item.Fail(failure);
            else item.Answer(item.Look is { } look ? look(State) : answer);
        }
        foreach (var record in records) pump!.Offer(record);
        if (records.Count > 0) TakeUpOwed();
        if (awake.MayAct) owed.TakeDue(awake.LastAwake, due);
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
        if (records.Exists(static record => record.Site is null))
        {
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

    private bool SomethingIsDue(Instant now) =>
        awake.MayAct && ((core.NextDeadline is { } next && next <= now) || (owed.NextAt is { } at && at <= now));

    /// <summary>True when the stored head has not been compared for so long that an idle loop would learn too late that it is deposed.</summary>
    private bool CompareIsDue => options.CheckHeadEvery is { } every && options.Time.GetElapsedTime(comparedAt) >= every;

    /// <summary>Nobody's line is lost by a standstill, as the program that holds the lines is the same.</summary>
    private void RecordStandstill(Instant now)
    {
        if (awake.StoodStill) records.Add(core.Resume(awake.TakeStandstill(), linesKept: true, now));
    }

    private void SetAlarm()
    {
        var wait = KernelLimits.HeartbeatMilliseconds;
        // What may not be done now needs no earlier waking than the heartbeat, at which it is asked again.
        if (awake.MayAct && core.NextDeadline is { } next) wait = Math.Min(wait, next.Since(awake.LastAwake));
        if (awake.MayAct && owed.NextAt is { } at) wait = Math.Min(wait, at.Since(awake.LastAwake));
        alarm.Change(TimeSpan.FromMilliseconds(Math.Max(1, wait)), Timeout.InfiniteTimeSpan);
    }

    private Guid NextBatchId()
    {
        Span<byte> bytes = stackalloc byte[24];
        options.Run.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], ++batches);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return new Guid(hash[..16], bigEndian: true);
    }

    private void Report(PartitionPhase phase, string? problem = null) =>
        report(new PartitionStatus(phase, head.Sequence, head.Epoch, mailbox.Count, problem));

    private readonly record struct Pending(MailItem Item, object? Answer, Exception? Failure);
}
