using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>A command about the state carried this ordinal, or this connection was reported gone with it; lower ones change nothing from now on.</summary>
internal sealed record AgentOrdinalSeen(PersonId Agent, long Ordinal, ConnectionId? Gone = null) : IJournalEvent;

/// <summary>Available from now; also when a signing-out was called off. The grace is set while no inbox page is connected.</summary>
internal sealed record AgentSignedIn(PersonId Agent, Instant? GraceEndsAt, Instant? SignOutAt) : IJournalEvent;

/// <summary>No more offers; signed out with the last session.</summary>
internal sealed record AgentBeganSigningOut(PersonId Agent) : IJournalEvent;

/// <summary>Signed out; wrap-ups end with it.</summary>
internal sealed record AgentSignedOut(PersonId Agent) : IJournalEvent;

/// <summary>Available (no reason), or unavailable for this reason.</summary>
internal sealed record AgentAvailabilitySet(PersonId Agent, string? Reason) : IJournalEvent;

/// <summary>The inbox page listens; it is the one that counts. An agent given up returns to the state before.</summary>
internal sealed record AgentConnectionOpened(PersonId Agent, ConnectionId Connection, long Ordinal = 0, Guid? Holder = null) : IJournalEvent;

/// <summary>The inbox page that counts is away. The deadlines are set only for one who is signed in.</summary>
internal sealed record AgentConnectionLost(PersonId Agent, Instant? GraceEndsAt, Instant? SignOutAt) : IJournalEvent;

/// <summary>
/// These processes are not alive: every inbox line that they hold is lost. Told of are those that nobody else tells of.
/// </summary>
internal sealed record InboxLinesBroken(ValueList<Guid> Holders, ValueList<Guid> Untold) : IJournalEvent;

/// <summary>The grace is over: unavailable until the connection is back.</summary>
internal sealed record AgentGivenUp(PersonId Agent) : IJournalEvent;

/// <summary>Others are told of a changed state or load.</summary>
internal sealed record AgentStatusTold(PersonId Agent, AgentStatus Status) : IJournalEvent;

/// <summary>A self-started session took slots.</summary>
internal sealed record SlotOccupied(PersonId Person, SessionId Session, int Cost) : IJournalEvent;

/// <summary>A self-started session gave its slots back.</summary>
internal sealed record SlotReleased(PersonId Person, SessionId Session) : IJournalEvent;

/// <summary>Control of a self-started session passed on, and the slots with it.</summary>
internal sealed record SlotMoved(SessionId Session, PersonId From, PersonId To, int Cost) : IJournalEvent;

/// <summary>The wrap-up ends later.</summary>
internal sealed record WrapUpExtended(PersonId Agent, RequestId Request, Instant EndsAt) : IJournalEvent;

/// <summary>The wrap-up is over; the slot is free.</summary>
internal sealed record WrapUpEnded(PersonId Agent, RequestId Request) : IJournalEvent;
