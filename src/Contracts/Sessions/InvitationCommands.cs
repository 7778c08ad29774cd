using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>How an invitation reaches the person invited.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InvitationMeans>))]
public enum InvitationMeans
{
    /// <summary>An e-mail sent by the product.</summary>
    [JsonStringEnumMemberName("mail")] Mail = 1,

    /// <summary>An e-mail in the CSR's own mail program; the product composes and does not send.</summary>
    [JsonStringEnumMemberName("own-mail")] OwnMail = 2,

    /// <summary>A link for an instant message; admits until the session is full.</summary>
    [JsonStringEnumMemberName("instant-message")] InstantMessage = 3,

    /// <summary>A call to a colleague from the list; seen in that colleague's inbox.</summary>
    [JsonStringEnumMemberName("colleague")] Colleague = 4,
}

/// <summary>Who is invited.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InvitationRole>))]
public enum InvitationRole
{
    /// <summary>A customer, who joins without an account.</summary>
    [JsonStringEnumMemberName("customer")] Customer = 1,

    /// <summary>A representative, who signs in and joins as assistant.</summary>
    [JsonStringEnumMemberName("representative")] Representative = 2,
}

/// <summary>What the CSR sees of an invitation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InvitationState>))]
public enum InvitationState
{
    /// <summary>Composed; the product does not send it.</summary>
    [JsonStringEnumMemberName("drafted")] Drafted = 1,

    /// <summary>Waits to be sent by the product.</summary>
    [JsonStringEnumMemberName("queued")] Queued = 2,

    /// <summary>The mail server has it.</summary>
    [JsonStringEnumMemberName("sent")] Sent = 3,

    /// <summary>The mail server refused it for good.</summary>
    [JsonStringEnumMemberName("failed")] Failed = 4,

    /// <summary>Somebody joined by it.</summary>
    [JsonStringEnumMemberName("used")] Used = 5,

    /// <summary>Taken back, or the session has ended.</summary>
    [JsonStringEnumMemberName("revoked")] Revoked = 6,
}

/// <summary>The CSR in control invites somebody. Answered with the invitation.</summary>
/// <param name="CommandId">Names the command; the invitation has an id of its own, which nobody can tell from this one.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="By">The CSR in control.</param>
/// <param name="Means">How it reaches the person.</param>
/// <param name="Role">Who is invited.</param>
/// <param name="Address">The e-mail address; required for the means <c>mail</c>, null otherwise or where the mail program asks for it.</param>
/// <param name="Colleague">The colleague called; required for the means <c>colleague</c>, null otherwise.</param>
/// <param name="Language">IETF tag; null for the site's.</param>
[Entity("invite")]
public sealed record Invite(
    CommandId CommandId,
    SiteId Site,
    SessionId Session,
    PersonId By,
    InvitationMeans Means,
    InvitationRole Role,
    string? Address,
    PersonId? Colleague,
    string? Language) : ICommand;

/// <summary>Takes an invitation back; its link admits nobody any more.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="By">The CSR in control.</param>
/// <param name="Invitation">The invitation.</param>
[Entity("revoke-invitation")]
public sealed record RevokeInvitation(CommandId CommandId, SiteId Site, SessionId Session, PersonId By, InvitationId Invitation) : ICommand;

/// <summary>The sender of mails reports what became of an invitation.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Invitation">The invitation.</param>
/// <param name="Sent">True when the mail server has it; false when it refused for good.</param>
/// <param name="Failure">The server's words; required when not sent; at most 500 characters.</param>
[Entity("report-invitation")]
public sealed record ReportInvitation(
    CommandId CommandId, SiteId Site, SessionId Session, InvitationId Invitation, bool Sent, string? Failure) : ICommand;
