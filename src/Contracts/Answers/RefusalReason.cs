using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Every reason for a refusal. Numbers are permanent; zero is reserved and never sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RefusalReason>))]
public enum RefusalReason
{
    /// <summary>Reserved: not a refusal.</summary>
    None = 0,

    /// <summary>No such site here. Check the site's name.</summary>
    UnknownSite = 1,

    /// <summary>The command is older than the answers still remembered. Ask for the state, then send a new command.</summary>
    CommandTooOld = 2,

    /// <summary>This id was used for another command. Make a new id for each wish.</summary>
    CommandIdReused = 3,

    /// <summary>A member has a value outside its range. The message names it and the range.</summary>
    InvalidField = 4,

    /// <summary>A defect stopped the decision; nothing of the command is kept and the operator is alarmed. Do not repeat it.</summary>
    CommandFailed = 5,

    /// <summary>No such person on the site.</summary>
    UnknownPerson = 6,

    /// <summary>The person lacks the privilege that the message names. Ask a site administrator.</summary>
    PrivilegeMissing = 7,

    /// <summary>Newer settings are in force. Read them, then send a higher version.</summary>
    SettingsOutdated = 8,

    /// <summary>Other settings are in force under this very version. Raise the version.</summary>
    SettingsConflict = 9,

    /// <summary>The settings break the rules that the names list. Correct all of them.</summary>
    SettingsInvalid = 10,

    /// <summary>The sender may not do this to somebody else's thing.</summary>
    NotYours = 11,

    /// <summary>Other services: the message cannot be read; nothing was done. The message names the member or property; correct it.</summary>
    MessageMalformed = 12,

    /// <summary>Other services: the body is longer than the message says is taken; nothing was done. Send less at once.</summary>
    MessageTooLarge = 13,

    /// <summary>Other services: no command or query of that type is open to them; nothing was done. The names list those that are.</summary>
    MessageTypeUnknown = 14,

    /// <summary>Other services: the body is for another site than the routing key; nothing was done. Let both name the same site.</summary>
    WrongSite = 15,

    /// <summary>Other services: the broker does not vouch for a sender; nothing was done. Set the property <c>user_id</c> to the user that connects.</summary>
    SenderMissing = 16,

    /// <summary>No such session, or it has ended, or it is not the sender's to see.</summary>
    UnknownSession = 100,

    /// <summary>The session has as many customers as it may have.</summary>
    SessionFull = 101,

    /// <summary>The CSR has as many sessions as allowed; the message names the limit. End or transfer one first.</summary>
    SessionLimitReached = 102,

    /// <summary>Only the CSR in control may do this.</summary>
    NotInControl = 103,

    /// <summary>No customer is in the session; there is nobody to hand over.</summary>
    NoCustomerPresent = 104,

    /// <summary>Name exactly one queue, or one or more agents.</summary>
    TargetMissing = 105,

    /// <summary>The agents listed are unknown, lack the privilege, or are the giver; all are named.</summary>
    AddresseeInvalid = 106,

    /// <summary>All addressees are signed out and the site has no fallback queue.</summary>
    AddresseesSignedOut = 107,

    /// <summary>The personal message has more than 345 characters.</summary>
    PersonalMessageTooLong = 108,

    /// <summary>The personal message has control characters other than line breaks, or what is no character.</summary>
    PersonalMessageInvalid = 109,

    /// <summary>The participant is not in the session.</summary>
    ParticipantNotPresent = 110,

    /// <summary>The invitation is unknown, revoked or expired.</summary>
    InvitationUnusable = 111,

    /// <summary>The personal link was already used in another browser.</summary>
    InvitationUsed = 112,

    /// <summary>A voice call is open already.</summary>
    VoiceCallOpen = 113,

    /// <summary>There is no voice call.</summary>
    NoVoiceCall = 114,

    /// <summary>The CSR in control cannot leave; end or transfer the session.</summary>
    ControlHeld = 115,

    /// <summary>No free session number was among the candidates. Repeat under a new id.</summary>
    NoNumberFree = 116,

    /// <summary>Already in the session.</summary>
    AlreadyPresent = 117,

    /// <summary>The session is waiting in a queue; nobody is in control.</summary>
    SessionWaiting = 118,

    /// <summary>The activity runs already, or does not run.</summary>
    ActivityState = 119,

    /// <summary>The person is not connected to the session.</summary>
    NotConnected = 120,

    /// <summary>A bound of the session is reached (participants, invitations, transfers); the message names it.</summary>
    SessionBoundReached = 121,

    /// <summary>No such queue on the site.</summary>
    UnknownQueue = 200,

    /// <summary>The queue is closed.</summary>
    QueueClosed = 201,

    /// <summary>The queue holds as many requests as its shutdown threshold; try later or elsewhere.</summary>
    QueueFull = 202,

    /// <summary>No such request, or it has ended.</summary>
    UnknownRequest = 203,

    /// <summary>The offer is over: it expired or was withdrawn.</summary>
    OfferOver = 204,

    /// <summary>Somebody else has the request; the message says who.</summary>
    TakenByAnother = 205,

    /// <summary>The agent holds as many sessions as allowed, "N of N".</summary>
    AgentFull = 206,

    /// <summary>The agent is not a member of the queue.</summary>
    NotAMember = 207,

    /// <summary>The queue does not allow picking.</summary>
    PickingNotAllowed = 208,

    /// <summary>The request is under another agent's exclusive offer.</summary>
    OfferedToAnother = 209,

    /// <summary>The agent is signed out.</summary>
    AgentSignedOut = 210,

    /// <summary>The customer has gone; the agent keeps the idle time and is not charged with a decline.</summary>
    RequestGone = 211,

    /// <summary>Not a reason on the site's list; the names list them.</summary>
    UnknownUnavailableReason = 212,

    /// <summary>The agent is not in wrap-up for this session.</summary>
    NotInWrapUp = 213,

    /// <summary>A request of this id exists already with other contents.</summary>
    RequestIdReused = 214,

    /// <summary>The customer's line is lost; the request is not offered meanwhile.</summary>
    RequestOnHold = 215,

    /// <summary>The site has as many live requests as the engine holds; try later.</summary>
    EngineFull = 216,
}
