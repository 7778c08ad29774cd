using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>Collects what one cause brings about while it is decided, applying each event at once.</summary>
internal sealed class Decision(PartitionState state, ProcessLayout layout, SiteState site, CommandId cause, Stamp stamp) : IDecision
{
    private readonly Queue<(int From, INeighbourMessage Message)> told = new();
    private readonly List<IJournalEvent> events = [];
    private int deciding;
    private bool asked;
    private int messages;

    public Instant Now => stamp.At;

    public CommandId Cause => cause;

    public ValueList<SessionNumber> NumberCandidates { get; init; } = [];

    public Guid Secret { get; init; }

    public IReadOnlyList<IJournalEvent> Events => events;

    public Verdict Decide(int process, object message)
    {
        deciding = process;
        var verdict = Run(process, message);
        Deliver();
        return verdict;
    }

    public void DecideDue(int process, Deadline due)
    {
        deciding = process;
        site.Processes[process].DecideDue(due, this);
        if (site.Processes[process].NextDeadline is { } next && next == due)
            throw new InvalidOperationException($"The deadline {due.Key} of \"{site.Processes[process].Name}\" was decided and is still due.");
        Deliver();
    }

    public void Emit(IJournalEvent journalEvent)
    {
        var (owner, entry) = layout.Find(journalEvent);
        if (owner != deciding) throw new InvalidOperationException($"{entry.Name} was emitted by \"{site.Processes[deciding].Name}\".");
        events.Add(journalEvent);
        state.ApplyEvent(site.Site, journalEvent, stamp);
    }

    public Verdict Ask(INeighbourMessage message)
    {
        if (asked) throw new InvalidOperationException($"{message.GetType().Name} was asked by a process that is being asked.");
        var asker = deciding;
        (asked, deciding) = (true, NeighbourFor(message));
        try
        {
            return Run(deciding, message);
        }
        finally
        {
            (asked, deciding) = (false, asker);
        }
    }

    public void Tell(INeighbourMessage message)
    {
        if (++messages > KernelLimits.MessagesPerRecord)
            throw new InvalidOperationException($"More than {KernelLimits.MessagesPerRecord} messages under one command: the processes talk in a circle.");
        told.Enqueue((deciding, message));
    }

    private void Deliver()
    {
        while (told.TryDequeue(out var next))
        {
            deciding = NeighbourFor(next.Message);
            var verdict = Run(deciding, next.Message);
            if (!verdict.IsAccepted)
                throw new InvalidOperationException($"{next.Message.GetType().Name} was told and refused: {verdict.Refusal.Message}");
        }
    }

    private Verdict Run(int process, object message)
    {
        var (emittedBefore, toldBefore) = (events.Count, told.Count);
        var verdict = site.Processes[process].Decide(message, this);
        if (verdict.IsAccepted) return verdict;
        if (events.Count != emittedBefore)
            throw new InvalidOperationException($"{message.GetType().Name} was refused after it had emitted {events[emittedBefore].GetType().Name}.");
        if (told.Count != toldBefore)
            throw new InvalidOperationException($"{message.GetType().Name} was refused after it had told its neighbour something.");
        return verdict;
    }

    private int NeighbourFor(INeighbourMessage message)
    {
        var taker = layout.TakerOf(message.GetType())
            ?? throw new InvalidOperationException($"No process takes {message.GetType().Name}.");
        return message.Site == site.Site ? taker : throw new InvalidOperationException($"{message.GetType().Name} is for another site.");
    }
}
