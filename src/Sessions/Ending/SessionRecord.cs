using AcdRouter.Contracts;

namespace AcdRouter.Sessions;

/// <summary>What the history keeps of a session. Lists are bounded; <see cref="SpansDropped"/> says how many older spans are missing.</summary>
public sealed record SessionRecord
{
    /// <summary>The site.</summary>
    public required SiteId Site { get; init; }

    /// <summary>The session.</summary>
    public required SessionId Session { get; init; }

    /// <summary>The number it had; lent to another session a day later at the earliest.</summary>
    public required SessionNumber Number { get; init; }

    /// <summary>When it started.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required Instant EndedAt { get; init; }

    /// <summary>Why it ended.</summary>
    public required SessionEnd End { get; init; }

    /// <summary>The CSR who started it; null when a customer did.</summary>
    public PersonId? StartedBy { get; init; }

    /// <summary>The starter's mode; null when a customer started it.</summary>
    public SessionMode? Mode { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Every stay of a CSR in one role, in order of its beginning.</summary>
    public required ValueList<StaySpan> Representatives { get; init; }

    /// <summary>Every customer who ever joined, in order.</summary>
    public required ValueList<RecordedCustomer> Customers { get; init; }

    /// <summary>Every wait for an agent, in order.</summary>
    public required ValueList<WaitSpan> Waits { get; init; }

    /// <summary>Every transfer with its message, in order.</summary>
    public required ValueList<RecordedTransfer> Transfers { get; init; }

    /// <summary>Every span of an activity, in order of its beginning.</summary>
    public required ValueList<ActivitySpan> Activities { get; init; }

    /// <summary>Every voice call, in order.</summary>
    public required ValueList<CallSpan> Calls { get; init; }

    /// <summary>Every invitation, in order.</summary>
    public required ValueList<RecordedInvitation> Invitations { get; init; }

    /// <summary>The entry form's answers, given by the first customer; empty when none or removed.</summary>
    public required ValueList<FormAnswer> Answers { get; init; }

    /// <summary>Older spans that are missing because there were more than a record keeps.</summary>
    public required int SpansDropped { get; init; }
}

/// <summary>A representative's stay in one role.</summary>
/// <param name="Person">The representative.</param>
/// <param name="Name">The name at that time.</param>
/// <param name="Role">In control or assisting.</param>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; null while it lasts.</param>
public sealed record StaySpan(PersonId Person, string Name, ParticipantRole Role, Instant From, Instant? To);

/// <summary>A wait for an agent.</summary>
/// <param name="Request">The request waited by.</param>
/// <param name="Target">Where it went; null when the session came back to its place.</param>
/// <param name="Reason">Why it waited.</param>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; null while it lasts.</param>
/// <param name="TakenBy">The agent who took it; null when nobody did.</param>
public sealed record WaitSpan(RequestId Request, RoutingTarget? Target, WaitReason Reason, Instant From, Instant? To, PersonId? TakenBy);

/// <summary>A span of an activity.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; null while it runs.</param>
public sealed record ActivitySpan(Activity Activity, Instant From, Instant? To);

/// <summary>A voice call.</summary>
/// <param name="Call">The call.</param>
/// <param name="By">Who started it.</param>
/// <param name="From">When it was asked for.</param>
/// <param name="OpenedAt">When the bridge had it open; null when it never had.</param>
/// <param name="To">When its tear-down was ordered, or the bridge reported it down; null while it lasts.</param>
public sealed record CallSpan(CallId Call, PersonId By, Instant From, Instant? OpenedAt, Instant? To);

/// <summary>A customer of an ended session.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Name">The name given; null once removed.</param>
/// <param name="JoinedAt">When the customer first joined.</param>
/// <param name="LeftAt">When the customer left for the last time.</param>
/// <param name="Leave">Why; null when the session ended with the customer in it.</param>
/// <param name="Invitation">The invitation joined by; null when joined by number or by own request.</param>
public sealed record RecordedCustomer(
    CustomerId Customer, string? Name, Instant JoinedAt, Instant LeftAt, LeaveReason? Leave, InvitationId? Invitation);

/// <summary>A transfer of an ended session.</summary>
/// <param name="At">When.</param>
/// <param name="Request">The request made.</param>
/// <param name="Giver">Who gave it.</param>
/// <param name="Target">Where it went.</param>
/// <param name="PersonalMessage">The message; null for none or once removed.</param>
/// <param name="TakenBy">Who took it; null when nobody did.</param>
public sealed record RecordedTransfer(
    Instant At, RequestId Request, PersonId Giver, RoutingTarget Target, string? PersonalMessage, PersonId? TakenBy);

/// <summary>An invitation of an ended session.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="At">When it was made.</param>
/// <param name="By">Who invited.</param>
/// <param name="Means">How it was to reach the person.</param>
/// <param name="Role">Who was invited.</param>
/// <param name="Address">The address; null for none or once removed.</param>
/// <param name="Colleague">The colleague called; null otherwise.</param>
/// <param name="State">Its state just before the session's end revoked it.</param>
/// <param name="Failure">Why it failed; null otherwise or once removed.</param>
/// <param name="Language">Its language.</param>
public sealed record RecordedInvitation(
    InvitationId Invitation,
    Instant At,
    PersonId By,
    InvitationMeans Means,
    InvitationRole Role,
    string? Address,
    PersonId? Colleague,
    InvitationState State,
    string? Failure,
    string Language);
