using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>A request waits in its queue or personal queues.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="Session">Its session.</param>
/// <param name="Target">Where it waits.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="At">When it was accepted.</param>
[Entity("request-queued")]
public sealed record RequestQueued(SiteId Site, RequestId Request, SessionId Session, RoutingTarget Target, int Priority, Instant At) : INews;

/// <summary>
/// A request is offered. For the agents named only: it carries the personal message, which nobody else may see.
/// </summary>
/// <param name="Site">The site.</param>
/// <param name="Agents">Who is offered it, in order.</param>
/// <param name="Offer">What each agent's inbox shows.</param>
[Entity("offer-made")]
public sealed record OfferMade(SiteId Site, ValueList<PersonId> Agents, OfferView Offer) : INews;

/// <summary>How an offer to an agent ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OfferEnd>))]
public enum OfferEnd
{
    /// <summary>The agent accepted.</summary>
    [JsonStringEnumMemberName("accepted")] Accepted = 1,

    /// <summary>The agent declined, or turned unavailable.</summary>
    [JsonStringEnumMemberName("declined")] Declined = 2,

    /// <summary>Nobody answered in time.</summary>
    [JsonStringEnumMemberName("expired")] Expired = 3,

    /// <summary>Another agent has the request.</summary>
    [JsonStringEnumMemberName("taken")] Taken = 4,

    /// <summary>The customer has gone or their line is lost, or the session has ended.</summary>
    [JsonStringEnumMemberName("gone")] Gone = 5,

    /// <summary>The agent can no longer take it: full, disconnected, signed out or no member any more.</summary>
    [JsonStringEnumMemberName("agent-busy")] AgentBusy = 6,
}

/// <summary>An offer to these agents is over.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="Offer">The offer's number within the request.</param>
/// <param name="Agents">Whose offer is over.</param>
/// <param name="End">How.</param>
[Entity("offer-ended")]
public sealed record OfferEnded(SiteId Site, RequestId Request, int Offer, ValueList<PersonId> Agents, OfferEnd End) : INews;

/// <summary>An agent has the request.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="Session">Its session.</param>
/// <param name="Agent">Who has it.</param>
/// <param name="Queue">The queue it came from; null when it was addressed to agents.</param>
/// <param name="WaitedMilliseconds">From acceptance by the router to this assignment.</param>
/// <param name="At">When.</param>
[Entity("request-assigned")]
public sealed record RequestAssigned(
    SiteId Site, RequestId Request, SessionId Session, PersonId Agent, QueueId? Queue, long WaitedMilliseconds, Instant At) : INews;

/// <summary>An assigned request went back to its place.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="Session">Its session.</param>
/// <param name="Agent">Who had it.</param>
/// <param name="Reason">Why.</param>
[Entity("request-returned")]
public sealed record RequestReturned(SiteId Site, RequestId Request, SessionId Session, PersonId Agent, ReturnReason Reason) : INews;

/// <summary>A request has ended, exactly once.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="Session">Its session.</param>
/// <param name="End">How.</param>
/// <param name="At">When.</param>
[Entity("request-ended")]
public sealed record RequestEnded(SiteId Site, RequestId Request, SessionId Session, RequestEnd End, Instant At) : INews;

/// <summary>Every agent whom a request was addressed to is out, and the site has no fallback queue: it waits until an addressee picks it.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="Session">Its session.</param>
/// <param name="Addressees">Whom it was addressed to.</param>
/// <param name="At">When.</param>
[Entity("request-stranded")]
public sealed record RequestStranded(SiteId Site, RequestId Request, SessionId Session, ValueList<PersonId> Addressees, Instant At) : INews;

/// <summary>A waiting request was moved to another queue; it keeps its effective arrival.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="Session">Its session.</param>
/// <param name="Queue">Where it waits now.</param>
/// <param name="At">When.</param>
[Entity("request-moved")]
public sealed record RequestMoved(SiteId Site, RequestId Request, SessionId Session, QueueId Queue, Instant At) : INews;

/// <summary>What others see of an agent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AgentState>))]
public enum AgentState
{
    /// <summary>Not signed in.</summary>
    [JsonStringEnumMemberName("signed-out")] SignedOut = 1,

    /// <summary>Takes offers while a slot is free.</summary>
    [JsonStringEnumMemberName("available")] Available = 2,

    /// <summary>Takes no offers.</summary>
    [JsonStringEnumMemberName("unavailable")] Unavailable = 3,

    /// <summary>Available with at least one slot held by wrap-up.</summary>
    [JsonStringEnumMemberName("wrap-up")] WrapUp = 4,

    /// <summary>No more offers; signed out with the last session.</summary>
    [JsonStringEnumMemberName("signing-out")] SigningOut = 5,
}

/// <summary>An agent's state or load has changed.</summary>
/// <param name="Site">The site.</param>
/// <param name="Agent">The agent.</param>
/// <param name="State">The state now.</param>
/// <param name="Reason">Why unavailable: one of the site's reasons, <c>no answer</c> or <c>connection lost</c>; null otherwise.</param>
/// <param name="At">When.</param>
[Entity("agent-state-changed")]
public sealed record AgentStateChanged(SiteId Site, PersonId Agent, AgentState State, string? Reason, Instant At) : INews;

/// <summary>An agent's wrap-up ends later than it would have.</summary>
/// <param name="Site">The site.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Request">The request whose session it follows.</param>
/// <param name="EndsAt">When it ends by itself.</param>
[Entity("agent-wrap-up-extended")]
public sealed record AgentWrapUpExtended(SiteId Site, PersonId Agent, RequestId Request, Instant EndsAt) : INews;

/// <summary>A site's settings were put in force.</summary>
/// <param name="Site">The site.</param>
/// <param name="Version">Their version.</param>
[Entity("site-configured")]
public sealed record SiteConfigured(SiteId Site, int Version) : INews;
