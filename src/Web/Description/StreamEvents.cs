using System.Text.Json.Serialization;
using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>Events of the inbox: each member is an event of that name, and the line of data is what the member says.</summary>
/// <param name="Connected">First.</param>
/// <param name="Inbox">The whole inbox, at once and after every change.</param>
/// <param name="Offer">A new offer.</param>
/// <param name="OfferEnded">An offer is over.</param>
/// <param name="Assigned">A request is this agent's.</param>
/// <param name="Returned">A request went back to its place.</param>
/// <param name="State">The agent's state has changed.</param>
/// <param name="ColleagueCall">A colleague calls for assistance.</param>
/// <param name="Over">Last.</param>
public sealed record InboxEvents(
    Connected? Connected,
    InboxView? Inbox,
    OfferView? Offer,
    [property: JsonPropertyName("offer-ended")] InboxOfferEnded? OfferEnded,
    InboxAssigned? Assigned,
    InboxReturned? Returned,
    InboxState? State,
    [property: JsonPropertyName("colleague-call")] InboxCall? ColleagueCall,
    StreamOver? Over);

/// <summary>Events of a session's page: each member is an event of that name, and the line of data is what the member says.</summary>
/// <param name="Connected">First.</param>
/// <param name="Session">The session, at once and after every change.</param>
/// <param name="ControlTransferred">Control went to another.</param>
/// <param name="SessionEnded">The session has ended.</param>
/// <param name="Over">Last.</param>
public sealed record SessionPageEvents(
    Connected? Connected,
    SessionView? Session,
    [property: JsonPropertyName("control-transferred")] ControlTransferred? ControlTransferred,
    [property: JsonPropertyName("session-ended")] SessionEnded? SessionEnded,
    StreamOver? Over);

/// <summary>Events of a customer's page: each member is an event of that name, and the line of data is what the member says.</summary>
/// <param name="Connected">First.</param>
/// <param name="Session">The session, at once and after every change.</param>
/// <param name="Position">The place in the queue.</param>
/// <param name="Waiting">The session waits for an agent.</param>
/// <param name="Taken">An agent has joined in control.</param>
/// <param name="Ended">The session has ended.</param>
/// <param name="Over">Last.</param>
public sealed record CustomerPageEvents(
    Connected? Connected,
    SessionView? Session,
    CustomerPosition? Position,
    CustomerWaiting? Waiting,
    CustomerTaken? Taken,
    CustomerEnded? Ended,
    StreamOver? Over);
