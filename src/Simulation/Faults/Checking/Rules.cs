using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>
/// The invariants that speak of a whole site, worked out anew from the ledger after every record, in the plainest way: no index of
/// the router's is asked. Where the ledger cannot know (lines lost, wrap-ups), a view of the replayed state is.
/// </summary>
internal sealed class Rules(Action<string, string> breach)
{
    /// <summary>Most waiting requests that a view lists; a world has fewer.</summary>
    private const int ViewLimit = 1000;

    private readonly Dictionary<PersonId, int> usedBefore = [];
    private readonly HashSet<Guid> parkedIds = [];
    private readonly HashSet<string> parkedNames = [];

    public void BeforeRecord(Ledger ledger, JournalRecord record)
    {
        usedBefore.Clear();
        foreach (var person in ledger.Settings.People) usedBefore[person.Id] = ledger.UsedBy(person.Id);
        foreach (var parked in record.Events.OfType<DeadlineParked>())
        {
            parkedIds.Add(parked.Key.Id);
            parkedNames.Add(parked.Key.Name);
        }
    }

    public void AfterRecord(SiteId site, Ledger ledger, JournalRecord record, List<INews> news, PartitionCore core)
    {
        CheckHandOver(record, news);
        CheckHolders(ledger);
        CheckCapacity(ledger, record);
        // Deadlines that have come and are not decided yet may still put things right in the records that follow.
        if (core.NextDeadline is { } next && next <= record.At) return;
        foreach (var made in news.OfType<OfferMade>().Where(each => each.Offer.Exclusive)) CheckOrder(site, ledger, record, made, core);
        CheckWorkConserving(site, ledger, record, core);
    }

    /// <summary>Compares what the views say with the ledger.</summary>
    public void CompareViews(SiteId site, Ledger ledger, PartitionCore core, Instant now)
    {
        var held = new Dictionary<RequestId, PersonId>();
        var inboxes = new HashSet<PersonId>();
        var agents = (AgentListView)core.Answer(new ShowAgents(site), now)!;
        foreach (var agent in agents.Agents)
        {
            if (agent.State != ledger.Agents.GetValueOrDefault(agent.Agent, AgentState.SignedOut))
                breach("views", $"{agent.Agent} is {agent.State}, told was {ledger.Agents.GetValueOrDefault(agent.Agent, AgentState.SignedOut)}");
            if (core.Answer(new ShowInbox(site, agent.Agent), now) is not InboxView inbox) continue;
            inboxes.Add(agent.Agent);
            foreach (var assigned in inbox.Assigned)
            {
                if (!held.TryAdd(assigned.Request, agent.Agent)) breach("I1", $"request {assigned.Request} is with {held[assigned.Request]} and {agent.Agent}");
            }
        }
        foreach (var request in ledger.Requests.Values)
        {
            if (core.Answer(new ShowRequest(site, request.Id), now) is not RequestView view)
            {
                breach("I3", $"request {request.Id} was queued, has not ended, and is not there");
                continue;
            }
            if (view.Agent != request.Agent) breach("I1", $"request {request.Id} is with {view.Agent}, told was {request.Agent}");
            if (request.Agent is { } agent && inboxes.Contains(agent) && (!held.TryGetValue(request.Id, out var holder) || holder != agent)) breach("I1", $"request {request.Id} is with {agent}, whose inbox does not show it");
            if (view.EffectiveArrival != request.EffectiveArrival) breach("I5", $"request {request.Id} counts as arrived at {view.EffectiveArrival}, rightly {request.EffectiveArrival}");
        }
        CompareQueues(site, ledger, core, now);
        CompareSessions(site, ledger, core, now);
    }

    private void CompareQueues(SiteId site, Ledger ledger, PartitionCore core, Instant now)
    {
        foreach (var queue in ledger.Settings.Queues)
        {
            var view = (QueueView)core.Answer(new ShowQueue(site, queue.Id, ViewLimit), now)!;
            var rightly = ledger.Requests.Values.Where(each => each.Queue == queue.Id && each.Agent is null)
                .OrderBy(each => each.EffectiveArrival).ThenBy(each => each.Id).Select(each => each.Id);
            var shown = view.Requests.Select(each => each.Request).ToArray();
            if (!shown.SequenceEqual(rightly)) breach("I5", $"queue {queue.Id} shows [{string.Join(", ", shown)}], rightly [{string.Join(", ", rightly)}]");
        }
    }

    private void CompareSessions(SiteId site, Ledger ledger, PartitionCore core, Instant now)
    {
        foreach (var (id, session) in ledger.Sessions)
        {
            if (core.Answer(new ShowSession(site, id, null, null), now) is not SessionView view)
            {
                breach("I3", $"session {id} has not ended and is not there");
                continue;
            }
            if (view.Controller != session.Controller) breach("I6", $"session {id} is controlled by {view.Controller}, told was {session.Controller}");
            ledger.Lines.Compare(view);
            if (view.Representatives.Count(each => each.InControl) > 1) breach("I6", $"session {id} has several in control: {view.Representatives}");
        }
    }

    private void CheckHandOver(JournalRecord record, List<INews> news)
    {
        foreach (var given in news.OfType<SessionTransferred>())
        {
            if (!news.OfType<RequestQueued>().Any(each => each.Request == given.Request) && !news.OfType<RequestAssigned>().Any(each => each.Request == given.Request))
                breach("I7", $"record {record.Sequence} gives session {given.Session} away and queues no request for it");
        }
        foreach (var left in news.OfType<ParticipantLeft>().Where(each => each.Reason == LeaveReason.Transferred))
        {
            if (!news.OfType<SessionTransferred>().Any(each => each.Session == left.Session && each.Giver == left.Person))
                breach("I7", $"record {record.Sequence}: {left.Person} left session {left.Session} as its giver; nothing was handed over");
        }
    }

    /// <summary>Whoever has the request is in control of its session, and nobody is offered what somebody has.</summary>
    private void CheckHolders(Ledger ledger)
    {
        foreach (var request in ledger.Requests.Values)
        {
            if (request.Agent is not { } agent) continue;
            if (request.Offers.Count > 0) breach("I1", $"request {request.Id} is with {agent} and still offered to {string.Join(", ", request.Offers.Keys)}");
            if (!ledger.Sessions.TryGetValue(request.Session, out var session) || session.Controller != agent)
                breach("I6", $"{agent} has request {request.Id}, but session {request.Session} is controlled by {session?.Controller}");
        }
    }

    private void CheckCapacity(Ledger ledger, JournalRecord record)
    {
        foreach (var person in ledger.Settings.People)
        {
            var used = ledger.UsedBy(person.Id);
            if (used > person.Capacity() && used > usedBefore[person.Id])
                breach("I2", $"record {record.Sequence} brings {person.Id} to {used} slots of {person.Capacity()}");
        }
    }

    private void CheckOrder(SiteId site, Ledger ledger, JournalRecord record, OfferMade made, PartitionCore core)
    {
        if (!ledger.Requests.TryGetValue(made.Offer.Request, out var request)) return;
        foreach (var agent in made.Agents)
        {
            foreach (var other in ledger.Requests.Values)
            {
                if (other.TouchedAt == record.Sequence || other.Agent is not null || other.Offers.Count > 0 || other.Cost > request.Cost || IsParked(other.Id, agent)) continue;
                if (!IsAllowed(ledger, agent, other, record.At) || !ComesBefore(ledger, agent, other, request) || !IsWaiting(site, other, core, record.At)) continue;
                breach("I5", $"record {record.Sequence} offers {agent} request {request.Id}; {other.Id} comes before it");
            }
        }
    }

    private void CheckWorkConserving(SiteId site, Ledger ledger, JournalRecord record, PartitionCore core)
    {
        foreach (var request in ledger.Requests.Values)
        {
            if (request.Agent is not null || request.Offers.ContainsValue(true)) continue;
            foreach (var person in ledger.Settings.People)
            {
                var agent = person.Id;
                if (request.Offers.ContainsKey(agent) || ledger.Agents.GetValueOrDefault(agent) is not (AgentState.Available or AgentState.WrapUp)) continue;
                if (!IsAllowed(ledger, agent, request, record.At) || IsParked(request.Id, agent)) continue;
                if (ledger.UsedBy(agent) + ledger.ReservedFor(agent) + request.Cost > person.Capacity()) continue;
                if (!HasRoom(site, ledger, person, request, core, record.At) || !IsWaiting(site, request, core, record.At)) continue;
                breach("I4", $"after record {record.Sequence} request {request.Id} in {request.Queue?.ToString() ?? "personal queues"} waits while {agent} is free and allowed to take it: {Describe(site, ledger, agent, request, core, record.At)}");
            }
        }
    }

    /// <summary>A deadline of theirs threw and was set aside: what it would have brought does not come.</summary>
    private bool IsParked(RequestId request, PersonId agent) => parkedIds.Contains(request.Value) || parkedNames.Contains(agent.Value);

    private static string Describe(SiteId site, Ledger ledger, PersonId agent, LedgerRequest request, PartitionCore core, Instant now)
    {
        var inbox = (InboxView?)core.Answer(new ShowInbox(site, agent), now);
        var explained = (ExplanationView?)core.Answer(new ExplainRequest(site, request.Id), now);
        var declined = request.Declines.TryGetValue(agent, out var when) ? $"declined, again from {when}" : "never declined";
        return $"{inbox} {ledger.UsedBy(agent)} slots used, view {inbox?.Sessions} of {inbox?.MaxSessions}, {inbox?.WrapUps.Count} wrap-ups, cost {request.Cost}, "
            + $"given by {request.Giver?.ToString() ?? "nobody"}, {declined}; last decisions: {string.Join(" | ", explained?.Decisions.TakeLast(3) ?? [])}";
    }

    private static bool IsAllowed(Ledger ledger, PersonId agent, LedgerRequest request, Instant now)
    {
        if (request.Queue is not { } queue) return request.Addressees.Contains(agent) && !request.Declines.ContainsKey(agent);
        var settings = ledger.Settings.Queues.First(each => each.Id == queue);
        if (!settings.Members.Any(each => each.Agent == agent)) return false;
        if (request.Declines.TryGetValue(agent, out var until) && now <= until) return false;
        return request.Giver != agent || now > request.NotToGiverUntil;
    }

    /// <summary>R2 for an agent of several queues: own personal queue, then rank, then effective arrival, then request id.</summary>
    private static bool ComesBefore(Ledger ledger, PersonId agent, LedgerRequest one, LedgerRequest other)
    {
        var order = RankOf(ledger, agent, one).CompareTo(RankOf(ledger, agent, other));
        if (order == 0) order = one.EffectiveArrival.CompareTo(other.EffectiveArrival);
        return (order == 0 ? one.Id.CompareTo(other.Id) : order) < 0;
    }

    private static int RankOf(Ledger ledger, PersonId agent, LedgerRequest request) =>
        request.Queue is not { } queue
            ? 0
            : ledger.Settings.Queues.First(each => each.Id == queue).Members.FirstOrDefault(each => each.Agent == agent)?.Rank ?? int.MaxValue;

    private static bool IsWaiting(SiteId site, LedgerRequest request, PartitionCore core, Instant now) =>
        core.Answer(new ShowRequest(site, request.Id), now) is RequestView { State: RequestState.Waiting or RequestState.Offered };

    /// <summary>A wrap-up holds as many slots as its session did.</summary>
    private static bool HasRoom(SiteId site, Ledger ledger, PersonSettings person, LedgerRequest request, PartitionCore core, Instant now) =>
        core.Answer(new ShowInbox(site, person.Id), now) is InboxView inbox
        && ledger.UsedBy(person.Id) + ledger.ReservedFor(person.Id) + inbox.WrapUps.Sum(each => ledger.EndedRequests.GetValueOrDefault(each.Request, 1)) + request.Cost <= person.Capacity();
}
