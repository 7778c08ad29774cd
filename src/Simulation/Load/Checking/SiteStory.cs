using System.Text.Json;

namespace AcdRouter.Simulation.Load;

/// <summary>
/// One site's history, told again from the stored bytes alone in the plainest way: neither the router's code nor its types are asked,
/// only the permanent names of its events. Says what was doubled and what was served out of order (R2).
/// </summary>
internal sealed class SiteStory(LoadFindings findings)
{
    /// <summary>R3 as documented: an inbox holds so many open broadcasts; a further one waits without being anybody's who has as many.</summary>
    private const int OpenBroadcasts = 10;

    private readonly Dictionary<Guid, StoryRequest> requests = [];
    private readonly Dictionary<string, int> capacities = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Queue, string Agent), int> ranks = [];
    private readonly HashSet<string> broadcasting = new(StringComparer.Ordinal);
    private readonly List<Tenure> tenures = [];
    private int[] headStarts = [0];

    /// <summary>When each offer was made, by agent, request and number; one that was withdrawn may be made again.</summary>
    public Dictionary<(string Agent, Guid Request, int Offer), List<DateTimeOffset>> Offers { get; } = [];

    /// <summary>The record in which each voice call's tear-down was decided first.</summary>
    public Dictionary<Guid, long> TearDowns { get; } = [];

    /// <summary>Requests made, by record.</summary>
    public Dictionary<Guid, long> Accepted { get; } = [];

    public void Take(long sequence, DateTimeOffset at, JsonElement events)
    {
        foreach (var each in events.EnumerateArray()) Apply(sequence, at, each.GetProperty("type").GetString()!, each.GetProperty("data"));
        CheckCapacity(sequence);
    }

    /// <summary>
    /// Whether an agent had a request in that record, by it or since an earlier one: an agent who accepts two offers of one request, made one
    /// after the other, is told twice that it is theirs.
    /// </summary>
    public bool Has(string agent, Guid request, long sequence) =>
        tenures.Any(each => each.Agent == agent && each.Request == request && each.From <= sequence && (each.Until is not { } until || until >= sequence));

    private void Apply(long sequence, DateTimeOffset at, string type, JsonElement data)
    {
        switch (type)
        {
            case "router.settings-adopted.v1":
                Adopt(data.GetProperty("settings"));
                break;
            case "router.request-accepted.v1":
                Accept(sequence, at, data);
                break;
            case "sessions.voice-call-ending.v1":
                TearDowns.TryAdd(data.GetProperty("call").GetGuid(), sequence);
                break;
            case "router.offers-opened.v1":
                Open(sequence, at, data);
                break;
            default:
                if (type.StartsWith("router.", StringComparison.Ordinal) && data.TryGetProperty("request", out var id) && requests.TryGetValue(id.GetGuid(), out var request))
                {
                    Change(sequence, type, data, request);
                }
                break;
        }
    }

    private void Adopt(JsonElement settings)
    {
        capacities.Clear();
        ranks.Clear();
        broadcasting.Clear();
        if (settings.TryGetProperty("headStartSeconds", out var starts)) headStarts = [.. starts.EnumerateArray().Select(each => each.GetInt32())];
        foreach (var person in settings.GetProperty("people").EnumerateArray())
        {
            capacities[person.GetProperty("id").GetString()!] = person.GetProperty("maxSessions").GetInt32();
        }
        foreach (var queue in settings.GetProperty("queues").EnumerateArray())
        {
            if (queue.TryGetProperty("distribution", out var distribution) && distribution.GetString() == "everybody") broadcasting.Add(queue.GetProperty("id").GetString()!);
            foreach (var member in queue.GetProperty("members").EnumerateArray())
            {
                ranks[(queue.GetProperty("id").GetString()!, member.GetProperty("agent").GetString()!)] = member.GetProperty("rank").GetInt32();
            }
        }
    }

    private void Accept(long sequence, DateTimeOffset at, JsonElement data)
    {
        var wish = data.GetProperty("wish");
        var id = wish.GetProperty("request").GetGuid();
        if (!Accepted.TryAdd(id, sequence)) findings.Doubled($"record {sequence} accepts request {id}, which record {Accepted[id]} accepted");
        var arrival = at.AddSeconds(-headStarts[wish.GetProperty("priority").GetInt32()]);
        requests[id] = new StoryRequest(id, data.TryGetProperty("queue", out var queue) ? queue.GetString() : null, arrival)
        {
            Held = wish.TryGetProperty("held", out var held) && held.GetBoolean(),
            KeptFrom = data.TryGetProperty("giverUntil", out _) ? wish.GetProperty("giver").GetString() : null,
        };
    }

    private void Open(long sequence, DateTimeOffset at, JsonElement data)
    {
        var offer = data.GetProperty("offer");
        var id = offer.GetProperty("request").GetGuid();
        var exclusive = offer.GetProperty("exclusive").GetBoolean();
        if (!requests.TryGetValue(id, out var request))
        {
            findings.Doubled($"record {sequence} offers request {id}, which has ended or never was");
            return;
        }
        if (request.Agent is { } holder) findings.Doubled($"record {sequence} offers request {id}, which {holder} has");
        foreach (var agent in Agents(data))
        {
            if (exclusive) CheckOrder(sequence, agent, request);
            request.Offers[agent] = exclusive;
            var key = (agent, id, offer.GetProperty("offer").GetInt32());
            if (!Offers.TryGetValue(key, out var times)) Offers.Add(key, times = []);
            times.Add(at);
        }
    }

    private void Change(long sequence, string type, JsonElement data, StoryRequest request)
    {
        switch (type)
        {
            case "router.offers-closed.v1":
                foreach (var agent in Agents(data))
                {
                    request.Offers.Remove(agent);
                    if (data.TryGetProperty("excludedUntil", out _)) request.Excluded.Add(agent);
                }
                break;
            case "router.exclusions-lifted.v1":
                request.Excluded.ExceptWith(Agents(data));
                if (data.GetProperty("giver").GetBoolean()) request.KeptFrom = null;
                break;
            case "router.request-taken.v1":
                var taker = data.GetProperty("agent").GetString()!;
                if (request.Agent is { } holder) findings.Doubled($"record {sequence} gives request {request.Id} to {taker} while {holder} has it");
                request.Offers.Clear();
                Give(sequence, request, taker);
                break;
            case "router.assignment-returned.v1":
                Give(sequence, request, null);
                break;
            case "router.assignment-moved.v1":
                Give(sequence, request, data.GetProperty("to").GetString());
                break;
            case "router.request-moved.v1":
                request.Queue = data.GetProperty("queue").GetString();
                break;
            case "router.request-hold-changed.v1":
                request.Held = data.GetProperty("held").GetBoolean();
                break;
            case "router.request-closed.v1":
                Give(sequence, request, null);
                requests.Remove(request.Id);
                break;
        }
    }

    private void Give(long sequence, StoryRequest request, string? agent)
    {
        request.Agent = agent;
        request.Tenure?.Until = sequence;
        request.Tenure = agent is null ? null : new Tenure(agent, request.Id, sequence);
        if (request.Tenure is { } begun) tenures.Add(begun);
    }

    /// <summary>R2: whom the agent is offered, and whom the agent could be offered at that moment and who comes before.</summary>
    private void CheckOrder(long sequence, string agent, StoryRequest request)
    {
        var inboxIsFull = requests.Values.Count(each => each.Offers.TryGetValue(agent, out var exclusive) && !exclusive) >= OpenBroadcasts;
        foreach (var other in requests.Values)
        {
            if (inboxIsFull && other.Queue is { } queue && broadcasting.Contains(queue)) continue;
            if (other == request || other.Agent is not null || other.Held || other.Offers.Count > 0) continue;
            if (other.Excluded.Contains(agent) || other.KeptFrom == agent || RankOf(agent, other) is not { } rank) continue;
            var order = rank.CompareTo(RankOf(agent, request) ?? 0);
            if (order == 0) order = other.Arrival.CompareTo(request.Arrival);
            if (order == 0) order = other.Id.CompareTo(request.Id);
            if (order < 0) findings.OutOfOrder($"record {sequence} offers {agent} request {request.Id} ({request.Queue}, {request.Arrival:HH:mm:ss.fff}); {other.Id} ({other.Queue}, {other.Arrival:HH:mm:ss.fff}) comes before it");
        }
    }

    /// <summary>R6: sessions and exclusive offers hold slots.</summary>
    private void CheckCapacity(long sequence)
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var request in requests.Values)
        {
            if (request.Agent is { } holder) used[holder] = used.GetValueOrDefault(holder) + 1;
            foreach (var (agent, _) in request.Offers.Where(each => each.Value)) used[agent] = used.GetValueOrDefault(agent) + 1;
        }
        foreach (var (agent, slots) in used)
        {
            if (slots > capacities.GetValueOrDefault(agent, int.MaxValue)) findings.Doubled($"record {sequence} brings {agent} to {slots} slots of {capacities[agent]}");
        }
    }

    private int? RankOf(string agent, StoryRequest request) =>
        request.Queue is null ? 0 : ranks.TryGetValue((request.Queue, agent), out var rank) ? rank : null;

    private static IEnumerable<string> Agents(JsonElement data) => data.GetProperty("agents").EnumerateArray().Select(each => each.GetString()!);
}
