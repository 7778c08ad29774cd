using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>Starts a session.</summary>
/// <param name="InviteAddresses">E-mail addresses to which invitations are made at once; at most 50.</param>
/// <param name="Language">IETF tag of those invitations; the site's when left out.</param>
/// <param name="Channel">Decides the slots the session takes; one when left out.</param>
public sealed record StartBody(ValueList<string>? InviteAddresses = null, string? Language = null, string? Channel = null);

/// <summary>Joins a session as assistant; exactly one of the two is given.</summary>
/// <param name="Number">The session's number.</param>
/// <param name="Invitation">A representative's invitation, or a colleague's call.</param>
public sealed record AssistBody(SessionNumber? Number = null, InvitationId? Invitation = null);

/// <summary>Hands the session to exactly one queue, or to one or more agents.</summary>
/// <param name="Queue">The queue; left out when agents are named.</param>
/// <param name="Agents">The agents; left out when a queue is named. At most 100; repeats merge.</param>
/// <param name="PersonalMessage">At most 345 Unicode scalar values after NFC, line breaks included.</param>
public sealed record TransferBody(QueueId? Queue = null, ValueList<PersonId>? Agents = null, string? PersonalMessage = null);

/// <summary>Hands control to an assistant.</summary>
/// <param name="To">The assistant, present and connected.</param>
public sealed record ControlBody(PersonId To);

/// <summary>Ends the session.</summary>
/// <param name="Force">A site administrator ends another's session.</param>
public sealed record EndBody(bool Force = false);

/// <summary>Invites somebody.</summary>
/// <param name="Means">How the invitation reaches the person.</param>
/// <param name="Role">Who is invited.</param>
/// <param name="Address">The e-mail address; required for the means <c>mail</c>.</param>
/// <param name="Colleague">The colleague; required for the means <c>colleague</c>.</param>
/// <param name="Language">IETF tag; the site's when left out.</param>
public sealed record InviteBody(
    InvitationMeans Means, InvitationRole Role, string? Address = null, PersonId? Colleague = null, string? Language = null);

/// <summary>Picks the customer being assisted.</summary>
/// <param name="Customer">The customer.</param>
public sealed record AssistedCustomerBody(CustomerId Customer);

/// <summary>A page says farewell: it is being closed, left or reloaded.</summary>
/// <param name="Connection">The connection that the stream's first event named.</param>
public sealed record FarewellBody(ConnectionId Connection);

/// <summary>First event of a stream: names the connection, for the farewell.</summary>
/// <param name="Connection">The connection.</param>
public sealed record Connected(ConnectionId Connection);

/// <summary>A stream's last event: there is nothing more to come.</summary>
/// <param name="Reason">Why.</param>
public sealed record StreamOver(string Reason);
