using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>An offer as the agent sees it.</summary>
/// <param name="Request">The request; accept or decline names it.</param>
/// <param name="Offer">The offer's number within the request; accept or decline names it.</param>
/// <param name="Session">The waiting session.</param>
/// <param name="Number">Its number.</param>
/// <param name="Exclusive">True when it is before this agent alone and holds a slot.</param>
/// <param name="Queue">The queue; null when addressed to agents.</param>
/// <param name="Customer">The primary customer's name.</param>
/// <param name="Priority">The request's priority.</param>
/// <param name="Giver">Who transferred it; null for a new customer.</param>
/// <param name="PersonalMessage">The giver's message; null for none.</param>
/// <param name="Answers">Form answers.</param>
/// <param name="WaitingSince">When the router accepted the request.</param>
/// <param name="ExpiresAt">When the offer lapses.</param>
public sealed record OfferView(
    RequestId Request,
    int Offer,
    SessionId Session,
    SessionNumber Number,
    bool Exclusive,
    QueueId? Queue,
    string Customer,
    int Priority,
    PersonId? Giver,
    string? PersonalMessage,
    ValueList<FormAnswer> Answers,
    Instant WaitingSince,
    Instant ExpiresAt);

/// <summary>An agent's inbox.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="State">The agent's state.</param>
/// <param name="Reason">Why unavailable; null otherwise.</param>
/// <param name="Sessions">Sessions held now.</param>
/// <param name="MaxSessions">Sessions the agent may hold.</param>
/// <param name="Offers">Open offers, oldest first.</param>
/// <param name="Assigned">Routed requests the agent has, oldest first.</param>
/// <param name="WrapUps">Wrap-ups that hold a slot, earliest end first.</param>
/// <param name="Queues">The agent's queues: own personal queue first, then by rank and name.</param>
[Entity("inbox-view")]
public sealed record InboxView(
    PersonId Agent,
    AgentState State,
    string? Reason,
    int Sessions,
    int MaxSessions,
    ValueList<OfferView> Offers,
    ValueList<AssignedView> Assigned,
    ValueList<WrapUpView> WrapUps,
    ValueList<InboxQueueView> Queues);

/// <summary>A routed request that an agent has.</summary>
/// <param name="Request">The request.</param>
/// <param name="Session">Its session.</param>
/// <param name="Number">The session's number.</param>
/// <param name="Customer">The primary customer's name.</param>
/// <param name="Giver">Who transferred it; null for a new customer.</param>
/// <param name="PersonalMessage">The giver's message; null for none.</param>
/// <param name="AssignedAt">Since when the agent has it.</param>
/// <param name="Joined">Whether the agent's session page has joined.</param>
public sealed record AssignedView(
    RequestId Request,
    SessionId Session,
    SessionNumber Number,
    string Customer,
    PersonId? Giver,
    string? PersonalMessage,
    Instant AssignedAt,
    bool Joined);

/// <summary>A wrap-up that holds a slot.</summary>
/// <param name="Request">The request whose session it follows.</param>
/// <param name="EndsAt">When it ends by itself.</param>
public sealed record WrapUpView(RequestId Request, Instant EndsAt);

/// <summary>A queue in an inbox.</summary>
/// <param name="Queue">The queue; null for the agent's personal queue.</param>
/// <param name="Name">Its name.</param>
/// <param name="Waiting">Requests waiting.</param>
/// <param name="Picking">Whether the agent may pick.</param>
public sealed record InboxQueueView(QueueId? Queue, string Name, int Waiting, bool Picking);

/// <summary>Where a request stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestState>))]
public enum RequestState
{
    /// <summary>Waits and is not offered to anybody now.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting = 1,

    /// <summary>Is offered to one agent or several.</summary>
    [JsonStringEnumMemberName("offered")] Offered = 2,

    /// <summary>Waits with no customer's line up; keeps its place, is not offered.</summary>
    [JsonStringEnumMemberName("held")] Held = 3,

    /// <summary>An agent has it.</summary>
    [JsonStringEnumMemberName("assigned")] Assigned = 4,
}

/// <summary>A live request. The personal message is left out; addressees read it in their inbox or session.</summary>
/// <param name="Request">The request.</param>
/// <param name="Session">Its session.</param>
/// <param name="Number">The session's number.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Target">Where it waits or waited.</param>
/// <param name="Customer">The primary customer's name.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Giver">Who transferred it; null for a new customer.</param>
/// <param name="WaitingSince">When the router accepted it.</param>
/// <param name="EffectiveArrival">Arrival less the head start: what its order is by.</param>
/// <param name="Position">Place in the queue from 1; null when assigned.</param>
/// <param name="OfferedTo">Who is offered it now.</param>
/// <param name="Agent">Who has it; null while it waits.</param>
[Entity("request-view")]
public sealed record RequestView(
    RequestId Request,
    SessionId Session,
    SessionNumber Number,
    RequestState State,
    RoutingTarget Target,
    string Customer,
    string Channel,
    int Priority,
    PersonId? Giver,
    Instant WaitingSince,
    Instant EffectiveArrival,
    int? Position,
    ValueList<PersonId> OfferedTo,
    PersonId? Agent);

/// <summary>Counters since the site's first record; a report subtracts two readings.</summary>
/// <param name="Offered">Requests queued.</param>
/// <param name="Answered">Requests that got an agent who joined, first time each.</param>
/// <param name="AnsweredInTime">Of these, within the queue's service level seconds.</param>
/// <param name="Abandoned">Requests whose customer left before an agent.</param>
/// <param name="Declined">Offers declined.</param>
/// <param name="Expired">Offers expired.</param>
/// <param name="TransferredIn">Requests that came by transfer.</param>
/// <param name="TransferredOut">Sessions transferred away by an agent who had them from here.</param>
/// <param name="AnswerWaitMilliseconds">Sum over the answered of the wait until an agent; divided by answered: average speed of answer.</param>
/// <param name="HandleMilliseconds">Sum of the time agents had sessions.</param>
/// <param name="WrapUpMilliseconds">Sum of wrap-up time.</param>
public sealed record CountersView(
    long Offered,
    long Answered,
    long AnsweredInTime,
    long Abandoned,
    long Declined,
    long Expired,
    long TransferredIn,
    long TransferredOut,
    long AnswerWaitMilliseconds,
    long HandleMilliseconds,
    long WrapUpMilliseconds);

/// <summary>A queue with its figures.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Name">Its name.</param>
/// <param name="Open">Whether it takes new requests.</param>
/// <param name="Distribution">Who is offered its requests.</param>
/// <param name="Waiting">Requests waiting, offered ones included.</param>
/// <param name="LongestWaitMilliseconds">How long the oldest has waited; 0 when none waits.</param>
/// <param name="SignedIn">Members signed in.</param>
/// <param name="Free">Members available with a slot left.</param>
/// <param name="Counters">Its counters.</param>
public sealed record QueueSummaryView(
    QueueId Queue,
    string Name,
    bool Open,
    Distribution Distribution,
    int Waiting,
    long LongestWaitMilliseconds,
    int SignedIn,
    int Free,
    CountersView Counters)
{
    /// <summary>Within how many seconds an answer is in time; the service level is what was answered in time of all offered.</summary>
    public int ServiceLevelSeconds { get; init; } = 20;

    /// <summary>The service level aimed at, in percent.</summary>
    public int ServiceLevelPercent { get; init; } = 80;
}

/// <summary>Every queue, by id.</summary>
/// <param name="Queues">The queues.</param>
[Entity("queue-list-view")]
public sealed record QueueListView(ValueList<QueueSummaryView> Queues);

/// <summary>One queue and what waits in it.</summary>
/// <param name="Summary">Its figures.</param>
/// <param name="Requests">Waiting requests in order.</param>
[Entity("queue-view")]
public sealed record QueueView(QueueSummaryView Summary, ValueList<RequestView> Requests);

/// <summary>An agent with state and figures.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Name">The agent's name.</param>
/// <param name="State">The state.</param>
/// <param name="Reason">Why unavailable; null otherwise.</param>
/// <param name="Since">Since when in this state.</param>
/// <param name="Sessions">Sessions held now.</param>
/// <param name="MaxSessions">Sessions the agent may hold.</param>
/// <param name="SignedInMilliseconds">Total time signed in so far.</param>
/// <param name="Counters">The agent's counters.</param>
public sealed record AgentView(
    PersonId Agent,
    string Name,
    AgentState State,
    string? Reason,
    Instant Since,
    int Sessions,
    int MaxSessions,
    long SignedInMilliseconds,
    CountersView Counters);

/// <summary>Every agent, by id.</summary>
/// <param name="Agents">The agents.</param>
[Entity("agent-list-view")]
public sealed record AgentListView(ValueList<AgentView> Agents);

/// <summary>Where a waiting request stands.</summary>
/// <param name="Request">The request.</param>
/// <param name="Position">Place in the queue from 1; null when the queue does not show it or the request no longer waits.</param>
[Entity("position-view")]
public sealed record PositionView(RequestId Request, int? Position);

/// <summary>The settings in force.</summary>
/// <param name="Settings">The settings.</param>
[Entity("settings-view")]
public sealed record SettingsView(SiteSettings Settings);
