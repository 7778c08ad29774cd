using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>
/// A person who can hold sessions: every CSR has slots, and one with the agent privilege signs in and takes work as well.
/// </summary>
internal sealed class Agent(PersonId id) : IComparable<Agent>
{
    public PersonId Id { get; } = id;

    /// <summary>The account as set; null once the person was removed and finishes what is held.</summary>
    public PersonSettings? Settings { get; set; }

    public string Name => Settings?.Name ?? Id.Value;

    public bool HasPrivilege { get; set; }

    public int Capacity { get; set; }

    /// <summary>What the agent may hold right now: the capacity, or more while sessions from before a lowered capacity last.</summary>
    public int Ceiling { get; set; }

    public bool SignedIn { get; set; }

    public bool SigningOut { get; set; }

    public Instant SignedInSince { get; set; }

    /// <summary>Why unavailable; null when available.</summary>
    public string? Reason { get; set; }

    /// <summary>The connection was given up: returns to the state before as soon as it is back.</summary>
    public bool AwayByLoss { get; set; }

    /// <summary>The reason in force before the connection was given up; null for available.</summary>
    public string? ReasonBefore { get; set; }

    /// <summary>The last command about the state.</summary>
    public long LastOrdinal { get; set; }

    /// <summary>Which inbox page was opened last, and which are gone, in whatever order that is reported.</summary>
    public ConnectionReports Reports { get; } = new();

    /// <summary>The inbox page opened last.</summary>
    public ConnectionId? Connection { get; set; }

    /// <summary>The process that holds its line; null where lines end with the engine itself.</summary>
    public Guid? Holder { get; set; }

    public bool Connected { get; set; }

    public Instant IdleSince { get; set; }

    /// <summary>What was last told of the agent's state, and since when it is so.</summary>
    public AgentStatus Told { get; set; } = AgentStatus.Initial;

    public Instant Since { get; set; }

    /// <summary>Sessions the person started or was handed while they were self-started.</summary>
    public SortedDictionary<SessionId, HeldSlot> SelfStarted { get; } = [];

    public SortedSet<Request> Assigned { get; } = [];

    /// <summary>Requests offered to the agent now; the round says whether exclusively.</summary>
    public SortedSet<Request> Offers { get; } = [];

    public SortedDictionary<RequestId, WrapUp> WrapUps { get; } = [];

    public Counters Counters { get; } = new();

    public long SignedInMilliseconds { get; set; }

    /// <summary>The agent's queues by rank, then id.</summary>
    public List<Membership> Memberships { get; } = [];

    /// <summary>The personal queue: work addressed to this agent.</summary>
    public WaitingLine Personal { get; set; } = new();

    /// <summary>What the indexes of the agent's queues hold now.</summary>
    public Standing Standing { get; set; }

    /// <summary>Proficiency over the wanted skills together.</summary>
    public int Proficiency(ValueList<string> wanted)
    {
        var sum = 0;
        if (Settings is null) return 0;
        foreach (var skill in wanted.AsSpan())
        {
            foreach (var level in Settings.Skills.AsSpan())
            {
                if (string.Equals(level.Skill, skill, StringComparison.Ordinal)) sum += level.Level;
            }
        }
        return sum;
    }

    /// <summary>Slots taken by sessions, exclusive offers and wrap-ups.</summary>
    public int Used()
    {
        var used = 0;
        foreach (var slot in SelfStarted.Values) used += slot.Cost;
        foreach (var request in Assigned) used += request.Cost;
        foreach (var request in Offers)
        {
            if (request.Round!.Exclusive) used += request.Cost;
        }
        foreach (var wrapUp in WrapUps.Values) used += wrapUp.Cost;
        return used;
    }

    public int Sessions => SelfStarted.Count + Assigned.Count;

    /// <summary>Computes the standing anew from what the agent holds: bounded by capacity and inbox.</summary>
    public Standing Measure()
    {
        var signedIn = SignedIn && !SigningOut && HasPrivilege;
        var free = Capacity - Used();
        var reserved = 0;
        var broadcasts = 0;
        var exclusives = 0;
        foreach (var request in Offers)
        {
            if (request.Round!.Exclusive)
            {
                exclusives++;
                continue;
            }
            broadcasts++;
            if (request.IsAddressed || request.Round.Open.Count == 1) reserved += request.Cost;
        }
        return new Standing(
            signedIn,
            signedIn && Reason is null,
            free,
            free - reserved,
            Sessions + exclusives,
            IdleSince,
            broadcasts < RoutingBounds.OpenBroadcasts);
    }

    /// <summary>What others see.</summary>
    public AgentStatus Status()
    {
        var state = !SignedIn ? AgentState.SignedOut
            : SigningOut ? AgentState.SigningOut
            : Reason is not null ? AgentState.Unavailable
            : WrapUps.Count > 0 ? AgentState.WrapUp
            : AgentState.Available;
        return new AgentStatus(state, state == AgentState.Unavailable ? Reason : null, Sessions, WrapUps.Count);
    }

    public int CompareTo(Agent? other) => other is null ? 1 : Id.CompareTo(other.Id);
}

/// <summary>State and load as told to others.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">Why unavailable; null otherwise.</param>
/// <param name="Sessions">Sessions held.</param>
/// <param name="WrapUps">Wrap-ups held.</param>
internal sealed record AgentStatus(AgentState State, string? Reason, int Sessions, int WrapUps)
{
    public static AgentStatus Initial { get; } = new(AgentState.SignedOut, null, 0, 0);
}

/// <summary>A slot taken by a session that no request brought.</summary>
/// <param name="Cost">Slots.</param>
/// <param name="Since">Since when.</param>
internal sealed record HeldSlot(int Cost, Instant Since);

/// <summary>A slot still taken after a routed session.</summary>
/// <param name="Cost">Slots.</param>
/// <param name="Queue">Whose wrap-up time it is.</param>
/// <param name="Since">Since when.</param>
/// <param name="EndsAt">When it ends by itself.</param>
internal sealed record WrapUp(int Cost, QueueId Queue, Instant Since, Instant EndsAt);

/// <summary>An agent's place in a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Rank">1 first.</param>
internal readonly record struct Membership(Queue Queue, int Rank);
