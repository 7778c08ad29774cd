using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Signs an agent in as available. Already signed in: nothing changes.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Ordinal">Grows with every command of this agent about state or connection; one lower than another about the state changes nothing.</param>
[Entity("sign-in")]
public sealed record SignIn(CommandId CommandId, SiteId Site, PersonId Agent, long Ordinal) : ICommand;

/// <summary>Signs an agent out: no more offers, done with the last session.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Ordinal">As in <see cref="SignIn"/>.</param>
[Entity("sign-out")]
public sealed record SignOut(CommandId CommandId, SiteId Site, PersonId Agent, long Ordinal) : ICommand;

/// <summary>What an agent may say of their own availability.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Availability>))]
public enum Availability
{
    /// <summary>Takes offers.</summary>
    [JsonStringEnumMemberName("available")] Available = 1,

    /// <summary>Takes none; turning so during an offer declines it.</summary>
    [JsonStringEnumMemberName("unavailable")] Unavailable = 2,
}

/// <summary>Makes an agent available or unavailable.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Availability">The state wanted.</param>
/// <param name="Reason">One of the site's reasons; null only when available.</param>
/// <param name="Ordinal">As in <see cref="SignIn"/>.</param>
[Entity("set-agent-state")]
public sealed record SetAgentState(
    CommandId CommandId, SiteId Site, PersonId Agent, Availability Availability, string? Reason, long Ordinal) : ICommand;

/// <summary>What became of a page's connection.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConnectionChange>))]
public enum ConnectionChange
{
    /// <summary>The page listens.</summary>
    [JsonStringEnumMemberName("opened")] Opened = 1,

    /// <summary>The line was lost; the page may come back.</summary>
    [JsonStringEnumMemberName("lost")] Lost = 2,

    /// <summary>The page said farewell: it was closed, left or reloaded.</summary>
    [JsonStringEnumMemberName("farewell")] Farewell = 3,
}

/// <summary>Reports an agent's inbox page. Of several connections only the last opened counts.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Change">What became of it.</param>
/// <param name="Ordinal">
/// As in <see cref="SignIn"/>, but compared among connections: an opening with the last opening and the loss of the same connection, a
/// loss with the last opening.
/// </param>
/// <param name="Holder">The process that holds the line, as in <see cref="ConfirmLines"/>; null where lines end with the engine itself.</param>
[Entity("report-agent-connection")]
public sealed record ReportAgentConnection(
    CommandId CommandId, SiteId Site, PersonId Agent, ConnectionId Connection, ConnectionChange Change, long Ordinal, Guid? Holder = null) : ICommand;

/// <summary>Accepts an offer: the first to accept has the request. Answered with session, number and request.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Request">The request offered.</param>
/// <param name="Offer">The offer's number within the request, so that a late answer does not meet a later offer.</param>
[Entity("accept-offer")]
public sealed record AcceptOffer(CommandId CommandId, SiteId Site, PersonId Agent, RequestId Request, int Offer) : ICommand;

/// <summary>Declines an offer; the request moves on at once.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Request">The request offered.</param>
/// <param name="Offer">The offer's number within the request.</param>
[Entity("decline-offer")]
public sealed record DeclineOffer(CommandId CommandId, SiteId Site, PersonId Agent, RequestId Request, int Offer) : ICommand;

/// <summary>Takes a specific waiting request. Answered with session, number and request.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Request">The request wanted.</param>
[Entity("pick-request")]
public sealed record PickRequest(CommandId CommandId, SiteId Site, PersonId Agent, RequestId Request) : ICommand;

/// <summary>Ends the agent's wrap-up after a session, or extends it.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Request">The routed request whose session the wrap-up follows.</param>
/// <param name="ExtendSeconds">Null ends it now; otherwise 1 to 3600 s are added to its end.</param>
[Entity("change-wrap-up")]
public sealed record ChangeWrapUp(CommandId CommandId, SiteId Site, PersonId Agent, RequestId Request, int? ExtendSeconds) : ICommand;
