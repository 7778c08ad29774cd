using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>A CSR starts a session. Answered with session, number and, where addresses are given, invitations.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="By">The CSR, who has control.</param>
/// <param name="InviteAddresses">E-mail addresses to which invitations are sent at once; at most 50; empty for none.</param>
/// <param name="Language">Language of those invitations; null for the site's.</param>
/// <param name="Channel">Decides the slots it takes; null for the default of one.</param>
[Entity("start-session")]
public sealed record StartSession(
    CommandId CommandId, SiteId Site, PersonId By, ValueList<string> InviteAddresses, string? Language, string? Channel) : ICommand;

/// <summary>
/// A customer asks for an agent: a waiting session and its request are made together, or neither. Answered with session, number,
/// customer, request and position.
/// </summary>
/// <param name="CommandId">Names the command; the session, customer and request are named after it.</param>
/// <param name="Site">The site.</param>
/// <param name="Customer">The customer's name; 1 to 100 characters.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Channel">Decides the slots it takes; null for the default of one.</param>
/// <param name="Priority">From 0 up to the site's highest.</param>
/// <param name="Answers">Form answers; at most 50.</param>
/// <param name="WantedSkills">Skills wanted; at most 10.</param>
[Entity("request-session")]
public sealed record RequestSession(
    CommandId CommandId,
    SiteId Site,
    string Customer,
    QueueId Queue,
    string? Channel,
    int Priority,
    ValueList<FormAnswer> Answers,
    ValueList<string> WantedSkills) : ICommand;

/// <summary>A customer joins by number. Answered with session, number and customer.</summary>
/// <param name="CommandId">Names the command; the customer is named after it.</param>
/// <param name="Site">The site.</param>
/// <param name="Number">The number typed.</param>
/// <param name="Name">The customer's name; 1 to 100 characters.</param>
[Entity("join-session")]
public sealed record JoinSession(CommandId CommandId, SiteId Site, SessionNumber Number, string Name) : ICommand;

/// <summary>A customer joins by a link. Answered with session, number and customer; the same browser again gets the same customer.</summary>
/// <param name="CommandId">Names the command; the customer is named after it.</param>
/// <param name="Site">The site.</param>
/// <param name="Invitation">The invitation that the link names.</param>
/// <param name="Browser">An unguessable id kept by the browser: a personal link serves one browser.</param>
/// <param name="Name">The customer's name; 1 to 100 characters.</param>
[Entity("join-by-invitation")]
public sealed record JoinByInvitation(CommandId CommandId, SiteId Site, InvitationId Invitation, Guid Browser, string Name) : ICommand;

/// <summary>A representative joins as assistant, by number or by a representative's invitation. Answered with session and number.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="By">The representative.</param>
/// <param name="Number">The number typed; null when an invitation is given.</param>
/// <param name="Invitation">The invitation; null when a number is given.</param>
[Entity("assist-session")]
public sealed record AssistSession(CommandId CommandId, SiteId Site, PersonId By, SessionNumber? Number, InvitationId? Invitation) : ICommand;

/// <summary>Picks the customer being assisted; ends every sharing activity that runs.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="By">The CSR in control.</param>
/// <param name="Customer">The customer.</param>
[Entity("select-customer")]
public sealed record SelectCustomer(CommandId CommandId, SiteId Site, SessionId Session, PersonId By, CustomerId Customer) : ICommand;

/// <summary>Removes a customer or an assistant; exactly one of the two is given.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="By">The CSR in control.</param>
/// <param name="Customer">The customer; null for an assistant.</param>
/// <param name="Assistant">The assistant; null for a customer.</param>
[Entity("remove-participant")]
public sealed record RemoveParticipant(
    CommandId CommandId, SiteId Site, SessionId Session, PersonId By, CustomerId? Customer, PersonId? Assistant) : ICommand;

/// <summary>A customer or an assistant leaves; exactly one of the two is given.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Customer">The customer who leaves; null for a representative.</param>
/// <param name="Assistant">The representative who leaves; refused for the one in control.</param>
[Entity("leave-session")]
public sealed record LeaveSession(CommandId CommandId, SiteId Site, SessionId Session, CustomerId? Customer, PersonId? Assistant) : ICommand;

/// <summary>Hands control to an assistant present and connected; the giver becomes an assistant.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="By">The CSR in control.</param>
/// <param name="To">The assistant.</param>
[Entity("transfer-control")]
public sealed record TransferControl(CommandId CommandId, SiteId Site, SessionId Session, PersonId By, PersonId To) : ICommand;

/// <summary>
/// Hands the session to exactly one queue, or to one or more agents, in one atomic step. Answered with request and
/// position.
/// </summary>
/// <param name="CommandId">Names the command; the request is named after it.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="By">The agent in control.</param>
/// <param name="Queue">The queue; null when agents are named.</param>
/// <param name="Agents">The agents; empty when a queue is named; repeats merge; at most 100.</param>
/// <param name="PersonalMessage">At most 345 Unicode scalar values after NFC; null or empty for none.</param>
[Entity("transfer-session")]
public sealed record TransferSession(
    CommandId CommandId, SiteId Site, SessionId Session, PersonId By, QueueId? Queue, ValueList<PersonId> Agents, string? PersonalMessage)
    : ICommand;

/// <summary>Ends the session for everybody in it.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="By">The CSR in control, or a site administrator who forces it.</param>
/// <param name="Force">A site administrator ends another's session.</param>
[Entity("end-session")]
public sealed record EndSession(CommandId CommandId, SiteId Site, SessionId Session, PersonId By, bool Force) : ICommand;

/// <summary>Ends the session of a request that an agent has, and with it the request, as completed. Wrap-up follows where the site has one.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
/// <param name="By">The agent who has it and is in control of its session.</param>
[Entity("complete-request")]
public sealed record CompleteRequest(CommandId CommandId, SiteId Site, RequestId Request, PersonId By) : ICommand;

/// <summary>Reports a session page of a representative or a customer; exactly one of the two is given.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Person">The representative; null for a customer.</param>
/// <param name="Customer">The customer; null for a representative.</param>
/// <param name="Connection">The page's connection; of several only the last opened counts.</param>
/// <param name="Window">The browser window that holds the page.</param>
/// <param name="Change">What became of it.</param>
/// <param name="VoiceCapable">Whether the page can do voice; read when opened.</param>
/// <param name="Ordinal">
/// Grows with every report of this participant in this session. An opening lower than the last one changes nothing, nor does one lower
/// than a departure of the same connection or window; a departure is compared with the last opening.
/// </param>
/// <param name="Holder">The process that holds the line, as in <see cref="ConfirmLines"/>; null where lines end with the engine itself.</param>
[Entity("report-session-page")]
public sealed record ReportSessionPage(
    CommandId CommandId,
    SiteId Site,
    SessionId Session,
    PersonId? Person,
    CustomerId? Customer,
    ConnectionId Connection,
    WindowId Window,
    ConnectionChange Change,
    bool VoiceCapable,
    long Ordinal,
    Guid? Holder = null) : ICommand;

/// <summary>A CSR's window was closed: every session page in it has said farewell.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Person">The CSR.</param>
/// <param name="Window">The window.</param>
/// <param name="Ordinal">As in <see cref="ReportSessionPage"/>.</param>
[Entity("close-window")]
public sealed record CloseWindow(CommandId CommandId, SiteId Site, PersonId Person, WindowId Window, long Ordinal) : ICommand;

/// <summary>What goes on in a session beside talking.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Activity>))]
public enum Activity
{
    /// <summary>The customer's desktop is shared.</summary>
    [JsonStringEnumMemberName("desktop-sharing")] DesktopSharing = 1,

    /// <summary>One application is shared.</summary>
    [JsonStringEnumMemberName("application-sharing")] ApplicationSharing = 2,

    /// <summary>Files are sent.</summary>
    [JsonStringEnumMemberName("file-transfer")] FileTransfer = 3,

    /// <summary>Typed talk.</summary>
    [JsonStringEnumMemberName("chat")] Chat = 4,

    /// <summary>A camera is shown.</summary>
    [JsonStringEnumMemberName("video")] Video = 5,

    /// <summary>The session is recorded.</summary>
    [JsonStringEnumMemberName("recording")] Recording = 6,
}

/// <summary>Starts or ends an activity.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="By">The CSR in control; any representative present may open the chat.</param>
/// <param name="Activity">The activity.</param>
/// <param name="Running">True to start, false to end.</param>
[Entity("switch-activity")]
public sealed record SwitchActivity(CommandId CommandId, SiteId Site, SessionId Session, PersonId By, Activity Activity, bool Running) : ICommand;
