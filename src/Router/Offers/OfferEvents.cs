using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>These agents are offered the request. Under the number of an open broadcast: they join it.</summary>
/// <param name="Offer">What their inboxes show.</param>
/// <param name="Agents">Who, in the distribution's order.</param>
/// <param name="Rule">Why they.</param>
/// <param name="PassedOver">Why not others.</param>
internal sealed record OffersOpened(
    OfferView Offer, ValueList<PersonId> Agents, string Rule, ValueList<PassedOverView> PassedOver) : IJournalEvent;

/// <summary>The offer to these agents is over.</summary>
/// <param name="Request">The request.</param>
/// <param name="Offer">Its number.</param>
/// <param name="Agents">Who.</param>
/// <param name="End">How.</param>
/// <param name="ExcludedUntil">Until when they are not offered it again; null when that does not follow.</param>
/// <param name="Rule">Why.</param>
internal sealed record OffersClosed(
    RequestId Request, int Offer, ValueList<PersonId> Agents, OfferEnd End, Instant? ExcludedUntil, string Rule) : IJournalEvent;

/// <summary>An agent has the request. Open offers of others end as taken, the agent's own as accepted.</summary>
/// <param name="Request">The request.</param>
/// <param name="Session">Its session.</param>
/// <param name="Agent">Who.</param>
/// <param name="Queue">Where it came from; null when addressed.</param>
/// <param name="Offer">The open offer's number; 0 when there was none.</param>
/// <param name="Accepted">Whether the agent held that offer.</param>
/// <param name="Others">Who held it as well.</param>
/// <param name="WaitedMilliseconds">From acceptance by the router.</param>
/// <param name="JoinDueAt">Until when the session page has to join; null when it is there already.</param>
/// <param name="Rule">Why this agent.</param>
internal sealed record RequestTaken(
    RequestId Request,
    SessionId Session,
    PersonId Agent,
    QueueId? Queue,
    int Offer,
    bool Accepted,
    ValueList<PersonId> Others,
    long WaitedMilliseconds,
    Instant? JoinDueAt,
    string Rule) : IJournalEvent;

/// <summary>The agent's session page has joined.</summary>
internal sealed record AssignmentJoined(RequestId Request, PersonId Agent) : IJournalEvent;

/// <summary>The request is back at its place.</summary>
internal sealed record AssignmentReturned(RequestId Request, SessionId Session, PersonId Agent, ReturnReason Reason) : IJournalEvent;

/// <summary>Control passed on, and the request with it.</summary>
internal sealed record AssignmentMoved(RequestId Request, PersonId From, PersonId To) : IJournalEvent;
