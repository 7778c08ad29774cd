using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// A deterministic state machine of one site with one writer: the partition's loop. It reads no clock, makes no ids, does no
/// I/O. Its state changes in <see cref="Apply"/> only, and from the same events comes the same state on any machine.
/// </summary>
public interface IProcess
{
    /// <summary>The name in journals and snapshots; permanent.</summary>
    string Name { get; }

    /// <summary>Every event that this process emits and folds.</summary>
    EventCatalog Events { get; }

    /// <summary>True when <see cref="Decide"/> takes messages of this type (commands and neighbours' messages).</summary>
    bool Takes(Type messageType);

    /// <summary>Decides a command or a neighbour's message. Total: every input leads to events or to a refusal.</summary>
    Verdict Decide(object message, IDecision decision);

    /// <summary>Answers a query with its view, or null when the query is another process's.</summary>
    object? Answer(IQuery query, Instant now);

    /// <summary>The earliest deadline in the state that is not parked, or null.</summary>
    Deadline? NextDeadline { get; }

    /// <summary>Decides what a deadline brings that has come. Must remove or move the deadline by what it emits.</summary>
    void DecideDue(Deadline due, IDecision decision);

    /// <summary>Folds a fact: of its own catalog, or the kernel's <see cref="Resumed"/> and <see cref="DeadlineParked"/>.</summary>
    void Apply(IJournalEvent journalEvent, in Stamp stamp);

    /// <summary>What the world is told of this fact; made from the event alone, so that it can be told again from the journal.</summary>
    void TellNews(IJournalEvent journalEvent, in Stamp stamp, SiteId site, List<INews> news);

    /// <summary>What must arrive and is not yet confirmed, oldest first. Each is sent, and sent again, until it leaves the state.</summary>
    void CollectOwed(List<Owed> owed);

    /// <summary>Writes the whole state as one JSON object, every collection in a defined order: equal states write equal bytes.</summary>
    void Save(Utf8JsonWriter writer);

    /// <summary>Reads what <see cref="Save"/> wrote, into a new instance.</summary>
    void Load(JsonElement state);

    /// <summary>Throws <see cref="InvariantBrokenException"/> when the state breaks an invariant. Costs the whole state; called by tests and at intervals.</summary>
    void AssertInvariants();
}

/// <summary>A message owed to a receiver outside.</summary>
/// <param name="Key">The same for every sending of this message; the receiver folds repeats by it.</param>
/// <param name="Message">A bus contract.</param>
public readonly record struct Owed(string Key, object Message);
