using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Sessions → Router, asked: a CSR starts a session of their own; may a slot be taken for it?</summary>
/// <param name="Site">The site.</param>
/// <param name="Person">The CSR.</param>
/// <param name="Session">The session.</param>
/// <param name="Channel">Decides the slots it takes.</param>
public sealed record OccupySlot(SiteId Site, PersonId Person, SessionId Session, string Channel) : INeighbourMessage;

/// <summary>Sessions → Router, told: a self-started session no longer needs its slot.</summary>
/// <param name="Site">The site.</param>
/// <param name="Person">The CSR.</param>
/// <param name="Session">The session.</param>
public sealed record ReleaseSlot(SiteId Site, PersonId Person, SessionId Session) : INeighbourMessage;

/// <summary>
/// Sessions → Router, asked: control passes from one CSR to another; slot and, for a routed session, assignment move with it.
/// Refused when the receiver is full.
/// </summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Request">The request that brought the session to the giver; null for a self-started one.</param>
/// <param name="Channel">The session's channel.</param>
/// <param name="From">Who gives control.</param>
/// <param name="To">Who receives it.</param>
public sealed record MoveSlot(SiteId Site, SessionId Session, RequestId? Request, string Channel, PersonId From, PersonId To)
    : INeighbourMessage;

/// <summary>Where a request wants to go: exactly one queue, or one or more agents.</summary>
/// <param name="Queue">The queue; null when agents are named.</param>
/// <param name="Agents">The agents, without repeats; empty when a queue is named.</param>
public sealed record RoutingTarget(QueueId? Queue, ValueList<PersonId> Agents);

/// <summary>
/// Sessions → Router, asked: one wish for an agent. Accepted with the position, or refused with the reason; after
/// acceptance the request is never lost. Where a giver is named, the giver's slot is freed in the same step and the request that
/// brought the session to the giver ends as transferred on.
/// </summary>
/// <param name="Site">The site.</param>
/// <param name="Request">Names the request.</param>
/// <param name="Session">The waiting session.</param>
/// <param name="Number">Its number, for the inbox.</param>
/// <param name="Channel">Decides the slots it takes.</param>
/// <param name="Priority">From 0; see <see cref="SiteSettings.HeadStartSeconds"/>.</param>
/// <param name="Customer">The primary customer's name, for the inbox.</param>
/// <param name="Answers">Form answers.</param>
/// <param name="WantedSkills">Skills wanted, for best-skill distribution.</param>
/// <param name="Target">Where it wants to go.</param>
/// <param name="PersonalMessage">Seen by addressees, managers and the record only; null for none.</param>
/// <param name="Giver">The agent who transfers; null for a new customer.</param>
/// <param name="GiverRequest">The request that brought the session to the giver; null for a self-started session.</param>
/// <param name="Assisting">Addressees who assist in the session with a connected page: one of them with a free slot is assigned at once.</param>
public sealed record RequestRouting(
    SiteId Site,
    RequestId Request,
    SessionId Session,
    SessionNumber Number,
    string Channel,
    int Priority,
    string Customer,
    ValueList<FormAnswer> Answers,
    ValueList<string> WantedSkills,
    RoutingTarget Target,
    string? PersonalMessage,
    PersonId? Giver,
    RequestId? GiverRequest,
    ValueList<PersonId> Assisting) : INeighbourMessage
{
    /// <summary>All customers the session has had: whose personal data the request's record may hold, so that it can be removed.</summary>
    public ValueList<CustomerId> Customers { get; init; } = [];

    /// <summary>No customer's line is up as it is asked: it keeps its place and is not offered until <see cref="HoldRequest"/> releases it.</summary>
    public bool Held { get; init; }
}

/// <summary>An answer of an entry form.</summary>
/// <param name="Field">The field's name; 1 to 64 characters.</param>
/// <param name="Value">What the customer gave; at most 1000 characters.</param>
public sealed record FormAnswer(string Field, string Value);

/// <summary>How a request ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestEnd>))]
public enum RequestEnd
{
    /// <summary>The session ended under the agent who had it.</summary>
    [JsonStringEnumMemberName("completed")] Completed = 1,

    /// <summary>The last customer left while it waited.</summary>
    [JsonStringEnumMemberName("abandoned")] Abandoned = 2,

    /// <summary>The agent who had it transferred the session on.</summary>
    [JsonStringEnumMemberName("transferred-on")] TransferredOn = 3,

    /// <summary>The session ended otherwise while it waited.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn = 4,
}

/// <summary>Sessions → Router, told: the request ends. Frees the agent's slot, with wrap-up where an agent had it.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="End">How; never <see cref="RequestEnd.TransferredOn"/>, which the Router finds itself.</param>
public sealed record EndRequest(SiteId Site, RequestId Request, RequestEnd End) : INeighbourMessage;

/// <summary>Sessions → Router, told: no customer's line is up (hold) or one is up again (release). A held request keeps its place and is not offered.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="Held">True to hold.</param>
public sealed record HoldRequest(SiteId Site, RequestId Request, bool Held) : INeighbourMessage;

/// <summary>Sessions → Router, told: the assigned agent's session page has joined.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="Agent">The agent.</param>
public sealed record ConfirmJoined(SiteId Site, RequestId Request, PersonId Agent) : INeighbourMessage;

/// <summary>Why an assigned request went back to its place.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReturnReason>))]
public enum ReturnReason
{
    /// <summary>The agent's session page was closed or its line lost beyond the grace.</summary>
    [JsonStringEnumMemberName("agent-lost")] AgentLost = 1,

    /// <summary>The agent's session page did not join in time after accepting.</summary>
    [JsonStringEnumMemberName("not-joined")] NotJoined = 2,
}

/// <summary>Sessions → Router, told: the agent is lost; the request regains its place. Frees the slot without wrap-up.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Reason">Why.</param>
public sealed record ReturnRequest(SiteId Site, RequestId Request, PersonId Agent, ReturnReason Reason) : INeighbourMessage;

/// <summary>Router → Sessions, told: the agent has the request and joins the session in control.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Request">The request.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Queue">The queue it came from; null when it was addressed to agents.</param>
public sealed record AssignSession(SiteId Site, SessionId Session, RequestId Request, PersonId Agent, QueueId? Queue) : INeighbourMessage;

/// <summary>Router → Sessions, told: the agent's page did not join in time; the session waits again.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Request">The request.</param>
/// <param name="Agent">The agent.</param>
public sealed record UnassignSession(SiteId Site, SessionId Session, RequestId Request, PersonId Agent) : INeighbourMessage;

/// <summary>Router → Sessions, told: these settings are in force.</summary>
/// <param name="Site">The site.</param>
/// <param name="Settings">The settings, already checked.</param>
public sealed record AdoptSettings(SiteId Site, SiteSettings Settings) : INeighbourMessage;

/// <summary>Sessions → Router, told: inbox lines of processes that are not alive count as lost.</summary>
/// <param name="Site">The site.</param>
/// <param name="Alive">The processes alive, as in <see cref="ConfirmLines"/>.</param>
/// <param name="Told">The processes whose loss is told of already.</param>
public sealed record LoseInboxLines(SiteId Site, ValueList<Guid> Alive, ValueList<Guid> Told) : INeighbourMessage;
