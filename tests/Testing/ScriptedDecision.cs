using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Testing;

/// <summary>A decision for tests of one process: applies what is emitted, records what is told, answers what is asked by a script.</summary>
public sealed class ScriptedDecision(IProcess process, Instant now) : IDecision
{
    private long sequence;

    /// <summary>The sequence before the first event, for a decision that goes on where another one stopped.</summary>
    public long FirstSequence { init => sequence = value; }

    public Instant Now { get; set; } = now;

    public CommandId Cause { get; set; } = new(Guid.Parse("00000000-0000-0000-0000-00000000c0de"));

    public ValueList<SessionNumber> NumberCandidates { get; set; } = [new(100_000_001), new(100_000_002), new(100_000_003)];

    public Guid Secret { get; set; } = new("5ec2e75e-c2e7-5ec2-e75e-c2e75ec2e75e");

    /// <summary>Answers what the process asks its neighbour; accepts by default.</summary>
    public Func<INeighbourMessage, Verdict> Neighbour { get; set; } = _ => Verdict.Accepted();

    public List<IJournalEvent> Emitted { get; } = [];

    public List<INeighbourMessage> Told { get; } = [];

    public List<INeighbourMessage> Asked { get; } = [];

    public void Emit(IJournalEvent journalEvent)
    {
        process.Events.Contains(journalEvent).ShouldBeTrue($"{journalEvent.GetType().Name} is not in the catalog");
        Emitted.Add(journalEvent);
        process.Apply(journalEvent, new Stamp(++sequence, Now));
    }

    public Verdict Ask(INeighbourMessage message)
    {
        Asked.Add(message);
        return Neighbour(message);
    }

    public void Tell(INeighbourMessage message) => Told.Add(message);
}
