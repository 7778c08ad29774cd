namespace AcdRouter.Contracts;

/// <summary>A live session as the one who asks may see it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Number">Its number.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="Controller">The CSR in control; null while it waits.</param>
/// <param name="WaitingRequest">The request it waits by; null while somebody is in control.</param>
/// <param name="Request">The request that brought it to the agent in control; null for a self-started or waiting one.</param>
/// <param name="PersonalMessage">The last giver's message, for those who may see it; null otherwise.</param>
/// <param name="Giver">The last giver, for representatives; null otherwise.</param>
/// <param name="Customers">The customers, primary first.</param>
/// <param name="AssistedCustomer">The customer being assisted; null when none is present.</param>
/// <param name="Representatives">The CSR in control and the assistants; for representatives only, customers see the names in control.</param>
/// <param name="Activities">What runs.</param>
/// <param name="Voice">The voice call; null for none.</param>
/// <param name="Invitations">Invitations, for the CSR in control and administrators; empty for others.</param>
/// <param name="Transfers">The trail of earlier transfers, oldest first, for representatives; empty for customers.</param>
[Entity("session-view")]
public sealed record SessionView(
    SessionId Session,
    SessionNumber Number,
    Instant StartedAt,
    PersonId? Controller,
    RequestId? WaitingRequest,
    RequestId? Request,
    string? PersonalMessage,
    PersonId? Giver,
    ValueList<CustomerView> Customers,
    CustomerId? AssistedCustomer,
    ValueList<RepresentativeView> Representatives,
    ValueList<Activity> Activities,
    VoiceView? Voice,
    ValueList<InvitationView> Invitations,
    ValueList<TransferView> Transfers);

/// <summary>A customer in a session.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Name">The name given.</param>
/// <param name="Connected">Whether the customer's page listens.</param>
public sealed record CustomerView(CustomerId Customer, string Name, bool Connected);

/// <summary>A representative in a session.</summary>
/// <param name="Person">The representative.</param>
/// <param name="Name">The name.</param>
/// <param name="InControl">True for the one in control.</param>
/// <param name="Connected">Whether the session page listens.</param>
public sealed record RepresentativeView(PersonId Person, string Name, bool InControl, bool Connected);

/// <summary>A session's voice call.</summary>
/// <param name="Call">The call.</param>
/// <param name="State">Its state.</param>
/// <param name="Customers">Customers with a leg.</param>
/// <param name="Persons">Representatives with a leg.</param>
public sealed record VoiceView(CallId Call, VoiceState State, ValueList<CustomerId> Customers, ValueList<PersonId> Persons);

/// <summary>An invitation.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="Means">How it reaches the person.</param>
/// <param name="Role">Who is invited.</param>
/// <param name="Address">The e-mail address, if any.</param>
/// <param name="Colleague">The colleague, if any.</param>
/// <param name="State">Its state.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
/// <param name="Language">Its language.</param>
public sealed record InvitationView(
    InvitationId Invitation,
    InvitationMeans Means,
    InvitationRole Role,
    string? Address,
    PersonId? Colleague,
    InvitationState State,
    string? Failure,
    string Language);

/// <summary>An earlier transfer.</summary>
/// <param name="At">When.</param>
/// <param name="Giver">Who gave it.</param>
/// <param name="Target">Where it went.</param>
/// <param name="PersonalMessage">The message, where the one who asks may see it; null otherwise.</param>
/// <param name="TakenBy">Who took it; null while it waits.</param>
public sealed record TransferView(Instant At, PersonId Giver, RoutingTarget Target, string? PersonalMessage, PersonId? TakenBy);

/// <summary>A session in a list.</summary>
/// <param name="Session">The session.</param>
/// <param name="Number">Its number.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="Controller">The CSR in control; null while it waits.</param>
/// <param name="Customers">How many customers are in it.</param>
public sealed record SessionSummaryView(SessionId Session, SessionNumber Number, Instant StartedAt, PersonId? Controller, int Customers);

/// <summary>Live sessions, oldest first.</summary>
/// <param name="Sessions">The sessions.</param>
/// <param name="Total">How many there are, listed or not.</param>
/// <param name="Calls">Invitations of colleagues to the person who asks, oldest first; empty in lists of the whole site.</param>
[Entity("session-list-view")]
public sealed record SessionListView(ValueList<SessionSummaryView> Sessions, int Total, ValueList<ColleagueCallView> Calls);

/// <summary>A colleague's call for assistance.</summary>
/// <param name="Session">The session.</param>
/// <param name="Number">Its number.</param>
/// <param name="Invitation">Joins by this.</param>
/// <param name="By">Who calls.</param>
public sealed record ColleagueCallView(SessionId Session, SessionNumber Number, InvitationId Invitation, PersonId By);

/// <summary>A voice call whose tear-down is owed still, after more than 30 s.</summary>
/// <param name="Session">Its session, which may have ended.</param>
/// <param name="Call">The call.</param>
/// <param name="Since">When the tear-down was ordered.</param>
public sealed record OverdueCallView(SessionId Session, CallId Call, Instant Since);

/// <summary>Voice calls whose tear-down is overdue, oldest first.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="Open">How many there are now, listed or not.</param>
/// <param name="Total">How many there have ever been.</param>
[Entity("overdue-call-list-view")]
public sealed record OverdueCallListView(ValueList<OverdueCallView> Calls, int Open, long Total);
