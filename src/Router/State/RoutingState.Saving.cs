using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>Snapshots: primary state in a defined order; the indexes are built anew on loading.</summary>
internal sealed partial class RoutingState
{
    public void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Settings is not null)
        {
            writer.WritePropertyName("settings");
            JsonSerializer.Serialize(writer, Settings, RoutingJson.Default.SiteSettings);
        }
        writer.WriteStartArray("agents");
        foreach (var agent in agentOrder) JsonSerializer.Serialize(writer, Saved(agent), RoutingJson.Default.SavedAgent);
        writer.WriteEndArray();
        writer.WriteStartArray("queues");
        foreach (var queue in queueOrder) JsonSerializer.Serialize(writer, Saved(queue), RoutingJson.Default.SavedQueue);
        writer.WriteEndArray();
        writer.WriteStartArray("requests");
        foreach (var request in Requests()) JsonSerializer.Serialize(writer, Saved(request), RoutingJson.Default.SavedRequest);
        writer.WriteEndArray();
        writer.WriteStartArray("ended");
        foreach (var ended in Ended.All)
        {
            JsonSerializer.Serialize(
                writer, new SavedEnded(ended.Request, ended.End, ended.Agent, ended.At), RoutingJson.Default.SavedEnded);
        }
        writer.WriteEndArray();
        Deadlines.Save(writer);
        writer.WriteEndObject();
    }

    public void Load(JsonElement state)
    {
        if (state.TryGetProperty("settings", out var settings))
        {
            Settings = settings.Deserialize(RoutingJson.Default.SiteSettings);
            AdoptPeople(default);
            AdoptQueues();
        }
        foreach (var each in state.GetProperty("agents").EnumerateArray())
        {
            Restore(each.Deserialize(RoutingJson.Default.SavedAgent)!);
        }
        foreach (var each in state.GetProperty("queues").EnumerateArray())
        {
            Restore(each.Deserialize(RoutingJson.Default.SavedQueue)!);
        }
        Array.Sort(agentOrder);
        Array.Sort(queueOrder, static (left, right) => left.Id.CompareTo(right.Id));
        foreach (var each in state.GetProperty("requests").EnumerateArray())
        {
            Restore(each.Deserialize(RoutingJson.Default.SavedRequest)!);
        }
        foreach (var each in state.GetProperty("ended").EnumerateArray())
        {
            var ended = each.Deserialize(RoutingJson.Default.SavedEnded)!;
            Ended.Add(new EndedRequest(ended.Request, ended.End, ended.Agent, ended.At));
        }
        Deadlines.Load(state);
        if (Settings is not null) RebuildIndexes();
        Work.Clear();
    }

    private static SavedAgent Saved(Agent agent) => new(
        agent.Id,
        agent.SignedIn,
        agent.SigningOut,
        agent.SignedInSince,
        agent.Reason,
        agent.AwayByLoss,
        agent.ReasonBefore,
        agent.LastOrdinal,
        agent.Reports.Opened,
        agent.Reports.Gone.ToValueList(),
        agent.Connection,
        agent.Connected,
        agent.IdleSince,
        agent.Told,
        agent.Since,
        agent.Ceiling,
        agent.SelfStarted.Select(each => new SavedSelfStarted(each.Key, each.Value)).ToValueList(),
        agent.WrapUps.Select(each => new SavedWrapUp(each.Key, each.Value)).ToValueList(),
        agent.SignedInMilliseconds,
        agent.Counters.View(),
        agent.Holder);

    private static SavedQueue Saved(Queue queue) =>
        new(queue.Id, queue.Closing ? queue.Settings : null, queue.LastOffered, queue.Counters.View());

    private static SavedRequest Saved(Request request) => new(
        request.Wish,
        request.AcceptedAt,
        request.Arrival,
        request.Cost,
        request.AcceptedPlace,
        request.Queue?.Id,
        request.Held,
        request.Stranded,
        request.LastOffer,
        request.Round?.Exclusive ?? false,
        request.Round is null ? [] : request.Round.Open.Select(each => new SavedOpenOffer(each.Agent, each.ExpiresAt)).ToValueList(),
        request.Assignment,
        request.Declined is null ? [] : request.Declined.Select(each => new SavedDeclined(each.Key, each.Value)).ToValueList(),
        request.GiverUntil,
        request.Answered,
        request.Decisions.Kept.ToValueList(),
        request.Decisions.Left);

    private void Restore(SavedAgent saved)
    {
        if (!agents.TryGetValue(saved.Id, out var agent))
        {
            agent = new Agent(saved.Id);
            agents.Add(saved.Id, agent);
            agentOrder = [.. agentOrder, agent];
        }
        agent.SignedIn = saved.SignedIn;
        agent.SigningOut = saved.SigningOut;
        agent.SignedInSince = saved.SignedInSince;
        agent.Reason = saved.Reason;
        agent.AwayByLoss = saved.AwayByLoss;
        agent.ReasonBefore = saved.ReasonBefore;
        agent.LastOrdinal = saved.LastOrdinal;
        agent.Reports.NoteOpened(saved.OpenedOrdinal);
        foreach (var each in saved.Gone) agent.Reports.NoteGone(each.Connection, each.Ordinal);
        agent.Connection = saved.Connection;
        agent.Holder = saved.Holder;
        agent.Connected = saved.Connected;
        agent.IdleSince = saved.IdleSince;
        agent.Told = saved.Told;
        agent.Since = saved.Since;
        agent.Ceiling = saved.Ceiling;
        foreach (var each in saved.SelfStarted) agent.SelfStarted.Add(each.Session, each.Slot);
        foreach (var each in saved.WrapUps) agent.WrapUps.Add(each.Request, each.WrapUp);
        agent.SignedInMilliseconds = saved.SignedInMilliseconds;
        agent.Counters.Restore(saved.Counters);
    }

    private void Restore(SavedQueue saved)
    {
        if (!queues.TryGetValue(saved.Id, out var queue))
        {
            queue = new Queue(saved.Closing!) { Closing = true };
            queues.Add(saved.Id, queue);
            queueOrder = [.. queueOrder, queue];
        }
        queue.LastOffered = saved.LastOffered;
        queue.Counters.Restore(saved.Counters);
    }

    private void Restore(SavedRequest saved)
    {
        var request = new Request(saved.Wish, saved.AcceptedAt, saved.Arrival, saved.Cost)
        {
            AcceptedPlace = saved.AcceptedPlace,
            Queue = saved.Queue is { } id ? queues[id] : null,
            Held = saved.Held,
            Stranded = saved.Stranded,
            LastOffer = saved.LastOffer,
            Assignment = saved.Assignment,
            GiverUntil = saved.GiverUntil,
            Answered = saved.Answered,
        };
        Link(request);
        if (request.Queue is not null) request.Queue.Live++;
        request.Decisions.Restore(saved.Decisions, saved.Left);
        foreach (var each in saved.Declined) (request.Declined ??= [])[each.Agent] = each.Until;
        if (request.Assignment is { } assignment) agents[assignment.Agent].Assigned.Add(request);
        if (saved.Open.Count == 0) return;
        request.Round = new OfferRound(saved.LastOffer, saved.Exclusive);
        foreach (var each in saved.Open)
        {
            request.Round.Set(each.Agent, each.ExpiresAt);
            agents[each.Agent].Offers.Add(request);
        }
    }
}
