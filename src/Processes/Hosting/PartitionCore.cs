using System.Buffers.Binary;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>What deciding a command came to.</summary>
/// <param name="Record">The record to append; null for a repeat or where nothing may be recorded.</param>
/// <param name="Answer"><see cref="CommandAccepted"/> or <see cref="CommandRefused"/>, to be given once the record is durable.</param>
public readonly record struct Decided(JournalRecord? Record, object Answer);

/// <summary>A decision threw: the state may hold half of it and must be built anew from the journal.</summary>
public sealed class DecisionFailedException : Exception
{
    /// <summary>What the decision was about and what it threw.</summary>
    public DecisionFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What the decision was about.</summary>
    public DecisionFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public DecisionFailedException()
    {
    }
}

/// <summary>
/// Decides, on one thread and without waiting for anything. Whoever drives it appends the records it returns before any answer
/// leaves; the host does so on a real journal, the simulator on a simulated one.
/// </summary>
public sealed class PartitionCore
{
    private readonly ProcessLayout layout;
    private readonly int partition;
    private readonly SortedSet<(Instant At, SiteId Site)> wakeUps = [];
    private readonly Dictionary<SiteId, Instant> wakeUpBySite = [];

    /// <summary>A core that goes on from a state.</summary>
    public PartitionCore(ProcessLayout layout, PartitionState state, int partition = 0)
    {
        this.layout = layout;
        this.partition = partition;
        State = state;
        foreach (var site in state.SiteIds) NoteDeadline(site);
    }

    /// <summary>The state, with every record decided so far applied.</summary>
    public PartitionState State { get; }

    /// <summary>When the earliest deadline of all sites comes, or null.</summary>
    public Instant? NextDeadline => wakeUps.Count == 0 ? null : wakeUps.Min.At;

    /// <summary>The record that claims the partition for a writer.</summary>
    /// <param name="owner">Names the writer's run.</param>
    /// <param name="now">Record time.</param>
    /// <param name="leastEpoch">No earlier epoch is claimed.</param>
    public JournalRecord Claim(string owner, Instant now, long leastEpoch = 0) =>
        EndRecord(null, null, Apply(null, [new Claimed(owner, KernelLimits.JournalLevel, leastEpoch > State.Epoch + 1 ? leastEpoch : 0)], now), now);

    /// <summary>The record that says how long nobody was there, and whether connections outlived it.</summary>
    public JournalRecord Resume(long gapMilliseconds, bool linesKept, Instant now) =>
        EndRecord(null, null, Apply(null, [new Resumed(gapMilliseconds, linesKept)], now), now);

    /// <summary>Decides a command, or finds the answer it got before.</summary>
    /// <exception cref="DecisionFailedException">The decision threw; call <see cref="Fail"/> on a state built anew.</exception>
    public Decided Decide(CommandEnvelope envelope, Instant now) => Decide(envelope, now, now);

    /// <summary>Decides a command, or finds the answer it got before.</summary>
    /// <param name="envelope">The command.</param>
    /// <param name="now">Record time.</param>
    /// <param name="wall">The wall clock, where record time runs apart from it.</param>
    /// <exception cref="DecisionFailedException">The decision threw; call <see cref="Fail"/> on a state built anew.</exception>
    public Decided Decide(CommandEnvelope envelope, Instant now, Instant wall)
    {
        var command = envelope.Command;
        var site = State.Find(command.Site);
        if (site is null && command is not ConfigureSite) return Refuse(envelope, Unknown(command.Site));
        if (site is not null && site.Outcomes.TryFind(command.CommandId, out var known)) return Repeat(envelope, known);
        if (site is not null && envelope.SentAt is { } sent && site.Outcomes.MayHaveForgotten(sent, wall, now))
            return Refuse(envelope, new Refusal(RefusalReason.CommandTooOld, $"The command was sent at {sent}; answers to commands sent through {site.Outcomes.ForgottenThrough} may be forgotten. Ask for the state, then send a new command.", null, []));
        if (layout.TakerOf(command.GetType()) is not { } process)
            return Refuse(envelope, new Refusal(RefusalReason.InvalidField, $"{command.GetType().Name} is not taken here.", null, []));
        var stamp = NextStamp(now);
        var target = site ?? State.FindOrAdd(command.Site);
        var decision = new Decision(State, layout, target, command.CommandId, stamp)
        {
            NumberCandidates = envelope.NumberCandidates,
            Secret = envelope.Secret,
        };
        Verdict verdict;
        try
        {
            verdict = decision.Decide(process, command);
        }
        catch (Exception e) when (e is not InvariantBrokenException)
        {
            throw new DecisionFailedException($"{command.GetType().Name} {command.CommandId}: {e.Message}", e);
        }
        if (site is null && !verdict.IsAccepted)
        {
            State.Remove(command.Site);
            return Refuse(envelope, verdict.Refusal);
        }
        var outcome = new CommandOutcome(command.CommandId, envelope.Fingerprint, envelope.CorrelationId, verdict.Refusal, verdict.Made, envelope.SentAt);
        var record = EndRecord(command.Site, outcome, decision.Events, stamp.At);
        return new Decided(record, Answer(outcome, record.Sequence));
    }

    /// <summary>Records that a command threw, on a state that holds nothing of it; one that was answered before gets that answer.</summary>
    public Decided Fail(CommandEnvelope envelope, string reason, Instant now)
    {
        var command = envelope.Command;
        var refusal = new Refusal(RefusalReason.CommandFailed, "A defect stopped the decision; nothing of the command is kept. The operator is alarmed; do not repeat it.", null, []);
        if (State.Find(command.Site) is not { } site) return Refuse(envelope, refusal);
        if (site.Outcomes.TryFind(command.CommandId, out var known)) return Repeat(envelope, known);
        var outcome = new CommandOutcome(command.CommandId, envelope.Fingerprint, envelope.CorrelationId, refusal, null, envelope.SentAt);
        var record = EndRecord(command.Site, outcome, Apply(command.Site, [new CommandFailed(reason)], now), now);
        return new Decided(record, Answer(outcome, record.Sequence));
    }

    /// <summary>The deadline that has come by now, earliest first, or null.</summary>
    public (SiteId Site, string Process, Deadline Deadline)? DueAt(Instant now)
    {
        if (NextDeadline is not { } next || next > now) return null;
        var site = State.Find(wakeUps.Min.Site)!;
        var (deadline, process) = site.NextDeadline()!.Value;
        return (site.Site, site.Processes[process].Name, deadline);
    }

    /// <summary>Decides a deadline that has come.</summary>
    /// <exception cref="DecisionFailedException">The decision threw; call <see cref="Park"/> on a state built anew.</exception>
    public JournalRecord DecideDue((SiteId Site, string Process, Deadline Deadline) due, Instant now)
    {
        var stamp = NextStamp(now);
        var decision = new Decision(State, layout, State.Find(due.Site)!, TickId(stamp.Sequence), stamp);
        try
        {
            decision.DecideDue(layout.IndexOf(due.Process), due.Deadline);
        }
        catch (Exception e) when (e is not InvariantBrokenException)
        {
            throw new DecisionFailedException($"Deadline {due.Deadline.Key} of {due.Process} at site {due.Site}: {e.Message}", e);
        }
        return EndRecord(due.Site, null, decision.Events, stamp.At);
    }

    /// <summary>Records that a deadline threw and is set aside, on a state that holds nothing of it.</summary>
    /// <exception cref="InvariantBrokenException">The process did not set it aside; it would be due again for ever.</exception>
    public JournalRecord Park((SiteId Site, string Process, Deadline Deadline) due, string reason, Instant now)
    {
        var record = EndRecord(due.Site, null, Apply(due.Site, [new DeadlineParked(due.Process, due.Deadline.Key, reason)], now), now);
        if (State.Find(due.Site)!.Processes[layout.IndexOf(due.Process)].NextDeadline == due.Deadline)
            throw new InvariantBrokenException($"\"{due.Process}\" at site {due.Site} still has the parked deadline {due.Deadline.Key}.");
        return record;
    }

    /// <summary>Answers a query from the state, or null.</summary>
    public object? Answer(IQuery query, Instant now)
    {
        if (State.Find(query.Site) is not { } site) return null;
        foreach (var process in site.Processes)
        {
            if (process.Answer(query, Later(now)) is { } view) return view;
        }
        return null;
    }

    private static object Answer(CommandOutcome outcome, long sequence) =>
        outcome.Refusal is { } refusal
            ? new CommandRefused(outcome.Command, refusal)
            : new CommandAccepted(outcome.Command, sequence, outcome.Made!);

    private static Decided Repeat(CommandEnvelope envelope, OutcomeWindow.Remembered known) =>
        known.Outcome.Fingerprint == envelope.Fingerprint
            ? new Decided(null, Answer(known.Outcome, known.Stamp.Sequence))
            : Refuse(envelope, new Refusal(RefusalReason.CommandIdReused, "This command id was used for a command with other contents. Make a new id for each wish.", "commandId", []));

    private static Decided Refuse(CommandEnvelope envelope, Refusal refusal) => new(null, new CommandRefused(envelope.Command.CommandId, refusal));

    private static Refusal Unknown(SiteId site) =>
        new(RefusalReason.UnknownSite, $"There is no site \"{site}\" here. Check the site's name.", "site", []);

    private CommandId TickId(long sequence)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, sequence);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], partition);
        "tick"u8.CopyTo(bytes[12..]);
        return new CommandId(new Guid(bytes, bigEndian: true));
    }

    private Instant Later(Instant now) => now > State.At ? now : State.At;

    private Stamp NextStamp(Instant now) => new(State.Sequence + 1, Later(now));

    private IJournalEvent[] Apply(SiteId? site, IJournalEvent[] events, Instant now)
    {
        foreach (var each in events) State.ApplyEvent(site, each, NextStamp(now));
        return events;
    }

    private JournalRecord EndRecord(SiteId? site, CommandOutcome? outcome, IReadOnlyList<IJournalEvent> events, Instant now)
    {
        var stamp = NextStamp(now);
        var record = new JournalRecord(stamp.Sequence, stamp.At, State.Epoch, site, outcome, events);
        State.End(record);
        if (site is { } one) NoteDeadline(one);
        else foreach (var each in State.SiteIds) NoteDeadline(each);
        return record;
    }

    private void NoteDeadline(SiteId site)
    {
        var next = State.Find(site)?.NextDeadline()?.Deadline.At;
        var known = wakeUpBySite.TryGetValue(site, out var before);
        if (known && next == before) return;
        if (known) wakeUps.Remove((before, site));
        if (next is { } at)
        {
            wakeUpBySite[site] = at;
            wakeUps.Add((at, site));
        }
        else
        {
            wakeUpBySite.Remove(site);
        }
    }
}
