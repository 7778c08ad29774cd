using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>
/// The router has answered for this request and never loses it.
/// </summary>
/// <param name="Wish">What was asked for.</param>
/// <param name="Queue">Where it waits; null in the personal queues of the addressees.</param>
/// <param name="Arrival">Its effective arrival.</param>
/// <param name="Cost">Slots it takes.</param>
/// <param name="GiverUntil">Until when it is not offered to its giver; null for never withheld.</param>
/// <param name="Rule">Why it waits there.</param>
internal sealed record RequestAccepted(
    RequestRouting Wish, QueueId? Queue, Instant Arrival, int Cost, Instant? GiverUntil, string Rule) : IJournalEvent;

/// <summary>Nobody could be offered it; it waits on.</summary>
internal sealed record RequestPassedOver(RequestId Request, string Rule, ValueList<PassedOverView> PassedOver) : IJournalEvent;

/// <summary>It waits in another queue now and keeps its effective arrival.</summary>
internal sealed record RequestMovedOn(RequestId Request, SessionId Session, QueueId Queue, string Rule) : IJournalEvent;

/// <summary>Every addressee is out or signed out and there is nowhere to go: it waits for one to sign in or to pick it.</summary>
internal sealed record RequestLeftStranded(RequestId Request, SessionId Session, ValueList<PersonId> Addressees) : IJournalEvent;

/// <summary>No customer's line is up, or one is up again.</summary>
internal sealed record RequestHoldChanged(RequestId Request, bool Held) : IJournalEvent;

/// <summary>These agents may be offered it again.</summary>
/// <param name="Request">The request.</param>
/// <param name="Agents">Whose declining no longer counts.</param>
/// <param name="Giver">Whether the giver may be offered it again, too.</param>
/// <param name="Rule">Why.</param>
internal sealed record ExclusionsLifted(RequestId Request, ValueList<PersonId> Agents, bool Giver, string Rule) : IJournalEvent;

/// <summary>
/// The request has ended, exactly once. Frees the slot of the agent who had it, with wrap-up where an end of one is named.
/// </summary>
/// <param name="Request">The request.</param>
/// <param name="End">How.</param>
/// <param name="WrapUpEndsAt">When the agent's wrap-up ends; null for none.</param>
/// <param name="Record">The whole of it, for the history.</param>
internal sealed record RequestClosed(RequestId Request, RequestEnd End, Instant? WrapUpEndsAt, RequestRecord Record) : IHistoricEvent
{
    /// <inheritdoc/>
    public HistoryRecord ToHistory(SiteId site, string eventId, Instant at) => Record.ToHistory(site, eventId, at);
}
