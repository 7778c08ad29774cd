using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>What was decided about a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind
{
    /// <summary>Taken into a queue or personal queues.</summary>
    [JsonStringEnumMemberName("queued")] Queued = 1,

    /// <summary>Offered to one agent or several.</summary>
    [JsonStringEnumMemberName("offered")] Offered = 2,

    /// <summary>Nobody could be offered it; it waits on.</summary>
    [JsonStringEnumMemberName("passed-over")] PassedOver = 3,

    /// <summary>An offer was declined.</summary>
    [JsonStringEnumMemberName("declined")] Declined = 4,

    /// <summary>An offer expired.</summary>
    [JsonStringEnumMemberName("expired")] Expired = 5,

    /// <summary>An offer was withdrawn.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn = 6,

    /// <summary>An agent has it.</summary>
    [JsonStringEnumMemberName("assigned")] Assigned = 7,

    /// <summary>It went back to its place.</summary>
    [JsonStringEnumMemberName("returned")] Returned = 8,

    /// <summary>It moved to another queue.</summary>
    [JsonStringEnumMemberName("moved")] Moved = 9,

    /// <summary>It is held or released as customers' lines are lost and come back.</summary>
    [JsonStringEnumMemberName("held")] Held = 10,

    /// <summary>It has ended.</summary>
    [JsonStringEnumMemberName("ended")] Ended = 11,

    /// <summary>Agents who were passed over for it may be offered it again.</summary>
    [JsonStringEnumMemberName("lifted")] Lifted = 12,
}

/// <summary>Why agents were passed over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PassedOverReason>))]
public enum PassedOverReason
{
    /// <summary>Not signed in, or signing out.</summary>
    [JsonStringEnumMemberName("signed-out")] SignedOut = 1,

    /// <summary>Unavailable.</summary>
    [JsonStringEnumMemberName("unavailable")] Unavailable = 2,

    /// <summary>Holds as many sessions, offers and wrap-ups as allowed.</summary>
    [JsonStringEnumMemberName("full")] Full = 3,

    /// <summary>Declined it or let it expire a short while ago.</summary>
    [JsonStringEnumMemberName("declined-before")] DeclinedBefore = 4,

    /// <summary>Gave it away a short while ago.</summary>
    [JsonStringEnumMemberName("giver")] Giver = 5,

    /// <summary>Free, but the distribution ranks another first.</summary>
    [JsonStringEnumMemberName("ranked-lower")] RankedLower = 6,
}

/// <summary>How many agents were passed over for one reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">How many.</param>
/// <param name="Names">The first of them, at most 20 over all reasons of a decision, sorted.</param>
public sealed record PassedOverView(PassedOverReason Reason, int Count, ValueList<PersonId> Names);

/// <summary>One decision about a request.</summary>
/// <param name="At">When.</param>
/// <param name="Sequence">The journal record that holds it.</param>
/// <param name="Kind">What was decided.</param>
/// <param name="Rule">Which rule of the specification, such as <c>R3 most-idle</c>.</param>
/// <param name="Agents">Who it is about: who got it, who declined.</param>
/// <param name="PassedOver">Who was passed over, by reason.</param>
public sealed record DecisionView(
    Instant At, long Sequence, DecisionKind Kind, string Rule, ValueList<PersonId> Agents, ValueList<PassedOverView> PassedOver);

/// <summary>Every decision about a request, in order; of more than 100 the first 20 and the last 80 are kept.</summary>
/// <param name="Request">The request.</param>
/// <param name="Left">How many decisions were left out.</param>
/// <param name="Decisions">The decisions.</param>
[Entity("explanation-view")]
public sealed record ExplanationView(RequestId Request, int Left, ValueList<DecisionView> Decisions);
