using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>A defect planted in a decision, thrown in the midst of it.</summary>
public sealed class TrippedException : Exception
{
    /// <summary>Says where.</summary>
    public TrippedException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public TrippedException()
        : base("Tripped.")
    {
    }

    /// <summary>With another exception.</summary>
    public TrippedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Which decisions throw: commands by their id, however often they come, and the next deadlines.</summary>
public sealed class Tripwire
{
    private readonly HashSet<CommandId> commands = [];

    /// <summary>Deadlines that throw before one is decided again.</summary>
    public int Deadlines { get; set; }

    /// <summary>Is told of each decision that throws.</summary>
    public Action<string> Tripped { get; set; } = static _ => { };

    /// <summary>Deciding this command throws.</summary>
    public void Poison(CommandId command) => commands.Add(command);

    /// <summary>True when deciding this command throws.</summary>
    public bool IsPoisoned(CommandId command) => commands.Contains(command);
}

/// <summary>A process whose decisions throw where a tripwire says so, after the first event is emitted and applied.</summary>
public sealed class TrippingProcess(IProcess inner, Tripwire wire) : IProcess
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public EventCatalog Events => inner.Events;

    /// <inheritdoc/>
    public Deadline? NextDeadline => inner.NextDeadline;

    /// <inheritdoc/>
    public bool Takes(Type messageType) => inner.Takes(messageType);

    /// <inheritdoc/>
    public Verdict Decide(object message, IDecision decision)
    {
        if (message is not ICommand command || !wire.IsPoisoned(command.CommandId)) return inner.Decide(message, decision);
        wire.Tripped(message.GetType().Name);
        inner.Decide(message, new TrippedDecision(decision));
        throw new TrippedException("Planted: nothing was emitted.");
    }

    /// <inheritdoc/>
    public void DecideDue(Deadline due, IDecision decision)
    {
        if (wire.Deadlines == 0)
        {
            inner.DecideDue(due, decision);
            return;
        }
        wire.Deadlines--;
        wire.Tripped($"deadline {due.Key.Kind}");
        inner.DecideDue(due, new TrippedDecision(decision));
        throw new TrippedException("Planted: nothing was emitted.");
    }

    /// <inheritdoc/>
    public object? Answer(IQuery query, Instant now) => inner.Answer(query, now);

    /// <inheritdoc/>
    public void Apply(IJournalEvent journalEvent, in Stamp stamp) => inner.Apply(journalEvent, stamp);

    /// <inheritdoc/>
    public void TellNews(IJournalEvent journalEvent, in Stamp stamp, SiteId site, List<INews> news) => inner.TellNews(journalEvent, stamp, site, news);

    /// <inheritdoc/>
    public void CollectOwed(List<Owed> owed) => inner.CollectOwed(owed);

    /// <inheritdoc/>
    public void Save(Utf8JsonWriter writer) => inner.Save(writer);

    /// <inheritdoc/>
    public void Load(JsonElement state) => inner.Load(state);

    /// <inheritdoc/>
    public void AssertInvariants() => inner.AssertInvariants();

    private sealed class TrippedDecision(IDecision decision) : IDecision
    {
        public Instant Now => decision.Now;

        public CommandId Cause => decision.Cause;

        public ValueList<SessionNumber> NumberCandidates => decision.NumberCandidates;

        public Guid Secret => decision.Secret;

        public void Emit(IJournalEvent journalEvent)
        {
            decision.Emit(journalEvent);
            throw new TrippedException($"Planted: after {journalEvent.GetType().Name}.");
        }

        public Verdict Ask(INeighbourMessage message) => decision.Ask(message);

        public void Tell(INeighbourMessage message) => decision.Tell(message);
    }
}
