using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Router;

namespace AcdRouter.Acd.Tests;

/// <summary>The routing engine with a defect: it throws where somebody signs in.</summary>
internal sealed class DefectiveRouting(SiteId site) : IProcess
{
    private readonly RoutingProcess routing = new(site);

    public string Name => routing.Name;

    public EventCatalog Events => routing.Events;

    public Deadline? NextDeadline => routing.NextDeadline;

    public bool Takes(Type messageType) => routing.Takes(messageType);

    public Verdict Decide(object message, IDecision decision) =>
        message is SignIn ? throw new InvalidOperationException("a defect in signing in") : routing.Decide(message, decision);

    public object? Answer(IQuery query, Instant now) => routing.Answer(query, now);

    public void DecideDue(Deadline due, IDecision decision) => routing.DecideDue(due, decision);

    public void Apply(IJournalEvent journalEvent, in Stamp stamp) => routing.Apply(journalEvent, stamp);

    public void TellNews(IJournalEvent journalEvent, in Stamp stamp, SiteId site, List<INews> news) => routing.TellNews(journalEvent, stamp, site, news);

    public void CollectOwed(List<Owed> owed) => routing.CollectOwed(owed);

    public void Save(Utf8JsonWriter writer) => routing.Save(writer);

    public void Load(JsonElement state) => routing.Load(state);

    public void AssertInvariants() => routing.AssertInvariants();
}
