using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// Takes commands and queries of other services to the partition: plain JSON in, plain JSON out. Says what is answered and what is kept
/// for the operator; the carrier does both. Knows no broker.
/// </summary>
internal sealed class ServiceGateway(IPartition partition, FailedCommands failed)
{
    /// <summary>Answers one message.</summary>
    /// <exception cref="PartitionUnavailableException">The engine is away and nobody waits: the message is tried again.</exception>
    public async Task<ServiceOutcome> HandleAsync(ServiceMessage message, CancellationToken cancellationToken)
    {
        if (message.ReplyTo is { Length: > 0 } queue && !ReplyAddress.IsAllowed(queue, message.UserId))
        {
            return Park(message, "ReplyToNotAllowed", $"reply_to: {queue} is not the sender's own. Name {ReplyAddress.Allowed(message.UserId)}. Nothing was done.");
        }
        var (read, refusal) = ServiceReader.Read(message);
        if (refusal is not null) return Refuse(message, refusal);
        try
        {
            return read is IQuery query
                ? await AskAsync(message, query, cancellationToken)
                : await SubmitAsync(message, (ICommand)read!, cancellationToken);
        }
        catch (PartitionUnavailableException away) when (Waits(message))
        {
            return Answer(message, new EngineUnavailable(away.Message, away.RetryAfterSeconds));
        }
    }

    /// <summary>Keeps a message that could not be handled, for a reason that its sender can do nothing about.</summary>
    public static ServiceOutcome Park(ServiceMessage message, string kind, string reason) => new(null, Parked(message, kind, reason));

    private async Task<ServiceOutcome> SubmitAsync(ServiceMessage message, ICommand command, CancellationToken cancellationToken)
    {
        var envelope = new CommandEnvelope(command)
        {
            CorrelationId = Guid.TryParse(message.CorrelationId, out var correlation) ? correlation : null,
            Fingerprint = Fingerprint.Of(command),
            NumberCandidates = Chance.DrawNumbers(),
            Secret = Chance.DrawSecret(),
            SentAt = SentAt(message.Timestamp),
            Delivery = message.Delivery,
        };
        var answer = await partition.SubmitAsync(envelope, cancellationToken);
        var defect = answer is CommandRefused { Refusal: { Reason: RefusalReason.CommandFailed } refusal }
            ? Parked(message, nameof(RefusalReason.CommandFailed), failed.Find(command.CommandId) ?? refusal.Message)
            : null;
        return new ServiceOutcome(Reply(message, answer), defect, Waits(message) ? null : answer as CommandRefused);
    }

    private async Task<ServiceOutcome> AskAsync(ServiceMessage message, IQuery query, CancellationToken cancellationToken)
    {
        if (!Waits(message))
        {
            return Refuse(message, new Refusal(RefusalReason.MessageMalformed, "reply_to: required of a query. Name the queue that the view is sent to.", "reply_to", []));
        }
        try
        {
            return Answer(message, await partition.AskAsync(query, cancellationToken) ?? new QueryUnanswered(message.Type!));
        }
        catch (DecisionFailedException defect)
        {
            var refusal = new Refusal(RefusalReason.CommandFailed, "A defect stopped the query; the operator can see it. Nothing has changed.", null, []);
            return new ServiceOutcome(
                Reply(message, new MessageRefused(message.Type, refusal)), Parked(message, nameof(RefusalReason.CommandFailed), defect.Message));
        }
    }

    /// <summary>A refusal nobody waits for would be lost: it is kept for the operator.</summary>
    private static ServiceOutcome Refuse(ServiceMessage message, Refusal refusal) =>
        Waits(message)
            ? Answer(message, new MessageRefused(message.Type, refusal))
            : Park(message, refusal.Reason.ToString(), refusal.Message);

    private static ServiceOutcome Answer(ServiceMessage message, object answer) => new(Reply(message, answer), null);

    private static ServiceReply? Reply(ServiceMessage message, object answer) => !Waits(message) ? null : new ServiceReply(
        message.ReplyTo!,
        message.CorrelationId ?? message.MessageId,
        BusContracts.NameOf(answer.GetType()),
        JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType(), ContractsJson.Options));

    private static ParkedMessage Parked(ServiceMessage message, string kind, string reason) =>
        new(kind, reason, message.Body.Length > ServiceLimits.MaxBodyBytes ? default : message.Body);

    private static bool Waits(ServiceMessage message) => message.ReplyTo is { Length: > 0 };

    /// <summary>What no calendar knows was not meant as a time: then nothing is known of it.</summary>
    private static Instant? SentAt(long? timestamp) =>
        timestamp is > 0 && timestamp <= Instant.MaxValue.Milliseconds / 1000 ? new Instant(timestamp.Value * 1000) : null;
}
