using System.Text.Json.Serialization;
using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>The effect is durable. Of the members after the sequence those are given that the route names.</summary>
/// <param name="CommandId">The command; repeat it under the same Idempotency-Key.</param>
/// <param name="Sequence">The journal record that holds the effect.</param>
/// <param name="Session">The session started, joined or taken.</param>
/// <param name="Number">Its number.</param>
/// <param name="Request">The request queued or taken.</param>
/// <param name="Position">Place in the queue, counted from 1.</param>
/// <param name="Customer">The customer who joined.</param>
/// <param name="Call">The voice call started.</param>
/// <param name="Invitations">The invitations made, in the order asked for.</param>
public sealed record Accepted(
    CommandId CommandId,
    long Sequence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SessionId? Session,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SessionNumber? Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RequestId? Request,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Position,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CustomerId? Customer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CallId? Call,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ValueList<InvitationId>? Invitations)
{
    internal static Accepted From(CommandAccepted accepted) => new(
        accepted.CommandId,
        accepted.Sequence,
        accepted.Made.Session,
        accepted.Made.Number,
        accepted.Made.Request,
        accepted.Made.Position,
        accepted.Made.Customer,
        accepted.Made.Call,
        accepted.Made.Invitations);
}
