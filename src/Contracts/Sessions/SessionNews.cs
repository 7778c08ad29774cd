using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>A session has started: by a CSR, or waiting for an agent.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Number">Its number.</param>
/// <param name="By">The CSR in control; null when a customer started it.</param>
/// <param name="At">When.</param>
[Entity("session-started")]
public sealed record SessionStarted(SiteId Site, SessionId Session, SessionNumber Number, PersonId? By, Instant At) : INews;

/// <summary>What somebody is in a session.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParticipantRole>))]
public enum ParticipantRole
{
    /// <summary>A customer.</summary>
    [JsonStringEnumMemberName("customer")] Customer = 1,

    /// <summary>The CSR in control.</summary>
    [JsonStringEnumMemberName("controller")] Controller = 2,

    /// <summary>A CSR who assists.</summary>
    [JsonStringEnumMemberName("assistant")] Assistant = 3,
}

/// <summary>Somebody is in the session now, or changed role.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Role">The role now.</param>
/// <param name="Customer">The customer; null for a representative.</param>
/// <param name="Person">The representative; null for a customer.</param>
/// <param name="Name">The name that others read.</param>
[Entity("participant-joined")]
public sealed record ParticipantJoined(
    SiteId Site, SessionId Session, ParticipantRole Role, CustomerId? Customer, PersonId? Person, string Name) : INews;

/// <summary>Why somebody left a session.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LeaveReason>))]
public enum LeaveReason
{
    /// <summary>By their own wish, or by closing the page.</summary>
    [JsonStringEnumMemberName("left")] Left = 1,

    /// <summary>The CSR in control removed them.</summary>
    [JsonStringEnumMemberName("removed")] Removed = 2,

    /// <summary>Their line was lost beyond the grace.</summary>
    [JsonStringEnumMemberName("line-lost")] LineLost = 3,

    /// <summary>They transferred the session.</summary>
    [JsonStringEnumMemberName("transferred")] Transferred = 4,
}

/// <summary>Somebody is no longer in the session.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Customer">The customer; null for a representative.</param>
/// <param name="Person">The representative; null for a customer.</param>
/// <param name="Reason">Why.</param>
[Entity("participant-left")]
public sealed record ParticipantLeft(SiteId Site, SessionId Session, CustomerId? Customer, PersonId? Person, LeaveReason Reason) : INews;

/// <summary>Control went from one CSR to an assistant.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="From">Who gave it and assists now.</param>
/// <param name="To">Who has it.</param>
[Entity("control-transferred")]
public sealed record ControlTransferred(SiteId Site, SessionId Session, PersonId From, PersonId To) : INews;

/// <summary>A session was handed over and waits. Does not carry the personal message.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Request">The request it waits by.</param>
/// <param name="Giver">Who gave it and has left.</param>
/// <param name="Target">Where it went.</param>
/// <param name="At">When.</param>
[Entity("session-transferred")]
public sealed record SessionTransferred(SiteId Site, SessionId Session, RequestId Request, PersonId Giver, RoutingTarget Target, Instant At) : INews;

/// <summary>Why a session waits.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WaitReason>))]
public enum WaitReason
{
    /// <summary>A customer started it.</summary>
    [JsonStringEnumMemberName("new-customer")] NewCustomer = 1,

    /// <summary>It was transferred.</summary>
    [JsonStringEnumMemberName("transferred")] Transferred = 2,

    /// <summary>Its agent was lost; it is back at its place.</summary>
    [JsonStringEnumMemberName("agent-lost")] AgentLost = 3,
}

/// <summary>A session waits for an agent; its customers are told why.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Request">The request it waits by.</param>
/// <param name="Reason">Why.</param>
[Entity("session-waiting")]
public sealed record SessionWaiting(SiteId Site, SessionId Session, RequestId Request, WaitReason Reason) : INews;

/// <summary>An agent has joined the session in control; it waits no longer.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Name">The agent's name, for the customers.</param>
[Entity("session-taken")]
public sealed record SessionTaken(SiteId Site, SessionId Session, PersonId Agent, string Name) : INews;

/// <summary>Activities started or ended.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Running">What runs now, in the order of the enumeration.</param>
/// <param name="AssistedCustomer">The customer being assisted; null when none is present.</param>
[Entity("activities-changed")]
public sealed record ActivitiesChanged(SiteId Site, SessionId Session, ValueList<Activity> Running, CustomerId? AssistedCustomer) : INews;

/// <summary>What a voice call does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VoiceState>))]
public enum VoiceState
{
    /// <summary>Asked of the bridge.</summary>
    [JsonStringEnumMemberName("opening")] Opening = 1,

    /// <summary>The bridge has it open.</summary>
    [JsonStringEnumMemberName("open")] Open = 2,

    /// <summary>Tear-down is owed.</summary>
    [JsonStringEnumMemberName("ending")] Ending = 3,

    /// <summary>The bridge has confirmed the tear-down.</summary>
    [JsonStringEnumMemberName("ended")] Ended = 4,

    /// <summary>The bridge has not confirmed the tear-down within 30 s; it is still owed.</summary>
    [JsonStringEnumMemberName("overdue")] Overdue = 5,
}

/// <summary>A voice call's state has changed. <see cref="VoiceState.Overdue"/> is for site administrators.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Call">The call.</param>
/// <param name="State">Its state now.</param>
[Entity("voice-call-changed")]
public sealed record VoiceCallChanged(SiteId Site, SessionId Session, CallId Call, VoiceState State) : INews;

/// <summary>An invitation's state has changed.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Invitation">The invitation.</param>
/// <param name="State">Its state now.</param>
/// <param name="Colleague">The colleague called; null otherwise.</param>
[Entity("invitation-changed")]
public sealed record InvitationChanged(
    SiteId Site, SessionId Session, InvitationId Invitation, InvitationState State, PersonId? Colleague) : INews;

/// <summary>Why a session ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionEnd>))]
public enum SessionEnd
{
    /// <summary>The CSR in control ended it.</summary>
    [JsonStringEnumMemberName("ended")] Ended = 1,

    /// <summary>A site administrator forced it.</summary>
    [JsonStringEnumMemberName("forced")] Forced = 2,

    /// <summary>The CSR closed or left the page.</summary>
    [JsonStringEnumMemberName("page-closed")] PageClosed = 3,

    /// <summary>The CSR's line was lost beyond the grace.</summary>
    [JsonStringEnumMemberName("line-lost")] LineLost = 4,

    /// <summary>The last customer left while it waited.</summary>
    [JsonStringEnumMemberName("abandoned")] Abandoned = 5,
}

/// <summary>A session has ended; everything in it has ended and its invitations are revoked.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="End">Why.</param>
/// <param name="At">When.</param>
[Entity("session-ended")]
public sealed record SessionEnded(SiteId Site, SessionId Session, SessionEnd End, Instant At) : INews;
