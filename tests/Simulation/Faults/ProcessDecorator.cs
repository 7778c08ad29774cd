using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Tests.Faults;

/// <summary>A process that does as another does, but for what a test changes.</summary>
internal abstract class ProcessDecorator(IProcess inner) : IProcess
{
    public string Name => inner.Name;

    public EventCatalog Events => inner.Events;

    public Deadline? NextDeadline => inner.NextDeadline;

    public bool Takes(Type messageType) => inner.Takes(messageType);

    public virtual Verdict Decide(object message, IDecision decision) => inner.Decide(message, decision);

    public void DecideDue(Deadline due, IDecision decision) => inner.DecideDue(due, decision);

    public object? Answer(IQuery query, Instant now) => inner.Answer(query, now);

    public virtual void Apply(IJournalEvent journalEvent, in Stamp stamp) => inner.Apply(journalEvent, stamp);

    public virtual void TellNews(IJournalEvent journalEvent, in Stamp stamp, SiteId site, List<INews> news) =>
        inner.TellNews(journalEvent, stamp, site, news);

    public virtual void CollectOwed(List<Owed> owed) => inner.CollectOwed(owed);

    public void Save(Utf8JsonWriter writer) => inner.Save(writer);

    public void Load(JsonElement state) => inner.Load(state);

    public void AssertInvariants()
    {
        // What is planted here must be found from outside, as a defect would be that the processes know nothing of.
    }

    protected bool IsEvent(IJournalEvent journalEvent, string name) => Events.Find(journalEvent.GetType())?.Name == name;
}
