using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>What the history keeps of a request that has ended, as JSON.</summary>
/// <param name="Wish">What was asked for: session, number, customer, answers, target, personal message, giver.</param>
/// <param name="AcceptedAt">When the router accepted it.</param>
/// <param name="EffectiveArrival">What its order was by.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="End">How it ended.</param>
/// <param name="Queue">The queue it waited in last; null when addressed to agents.</param>
/// <param name="Agent">Who had it at the end; null when nobody.</param>
/// <param name="AssignedAt">Since when; null when nobody.</param>
/// <param name="Left">Decisions left out between the first and the last ones.</param>
/// <param name="Decisions">The decisions, in order.</param>
public sealed record RequestRecord(
    RequestRouting Wish,
    Instant AcceptedAt,
    Instant EffectiveArrival,
    Instant EndedAt,
    RequestEnd End,
    QueueId? Queue,
    PersonId? Agent,
    Instant? AssignedAt,
    int Left,
    ValueList<DecisionView> Decisions)
{
    /// <summary>The record for the history store.</summary>
    public HistoryRecord ToHistory(SiteId site, string eventId, Instant at) => new(
        site,
        HistoryKind.Request,
        Wish.Request.Value,
        eventId,
        at,
        Wish.Customers,
        JsonSerializer.SerializeToUtf8Bytes(this, RoutingJson.Default.RequestRecord));
}
