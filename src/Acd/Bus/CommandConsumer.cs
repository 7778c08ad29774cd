using AcdRouter.Contracts;
using AcdRouter.Processes;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// Takes commands of one kind from the bus to the partition. The message is acknowledged after the effect is durable; what is answered
/// to a sender who waits is published to one who does not, where it is a refusal. A command that a defect stopped is answered too,
/// and its message is parked in the error queue, so that the operator sees it.
/// </summary>
/// <typeparam name="TCommand">The contract.</typeparam>
internal sealed class CommandConsumer<TCommand>(IPartition partition, PartitionEdge edge, FailedCommands failed) : IConsumer<TCommand>
    where TCommand : class, ICommand
{
    public async Task Consume(ConsumeContext<TCommand> context)
    {
        var command = context.Message;
        MessageRules.Check(command);
        var envelope = new CommandEnvelope(command)
        {
            CorrelationId = context.CorrelationId,
            Fingerprint = Fingerprint.Of(command),
            NumberCandidates = Chance.DrawNumbers(),
            Secret = Chance.DrawSecret(),
            SentAt = context.SentTime is { } sent ? Instant.From(new DateTimeOffset(DateTime.SpecifyKind(sent, DateTimeKind.Utc))) : null,
            Delivery = PartitionEdge.DeliveryOf(context),
        };
        var waits = context.ResponseAddress is not null;
        try
        {
            var answer = await partition.SubmitAsync(envelope, context.CancellationToken);
            if (answer is CommandRefused { Refusal: { Reason: RefusalReason.CommandFailed } defect })
            {
                await ParkAsync(context, failed.Find(command.CommandId) ?? defect.Message);
            }
            if (waits) await context.RespondAsync(answer).WaitAsync(BusLimits.RespondWithin);
            else if (answer is CommandRefused refused) await edge.TellAsync(context, command.Site, refused);
        }
        catch (PartitionUnavailableException away) when (waits)
        {
            await context.RespondAsync(new EngineUnavailable(away.Message, away.RetryAfterSeconds)).WaitAsync(BusLimits.RespondWithin);
        }
        catch (Exception thrown) when (edge.KeepsOnBus(context, thrown))
        {
            // Not answered, not acknowledged.
        }
    }

    /// <summary>Sent, not thrown: a fault would go to the sender who waits, and might overtake the answer.</summary>
    private async Task ParkAsync(ConsumeContext<TCommand> context, string reason)
    {
        var errors = await context.GetSendEndpoint(edge.Errors);
        var because = Pipe.Execute<SendContext<TCommand>>(parked =>
        {
            parked.MessageId = context.MessageId;
            parked.Headers.Set(MessageHeaders.Reason, "fault");
            parked.Headers.Set(MessageHeaders.FaultExceptionType, nameof(RefusalReason.CommandFailed));
            parked.Headers.Set(MessageHeaders.FaultMessage, reason);
        });
        await errors.Send(context.Message, because, CancellationToken.None).WaitAsync(BusLimits.RespondWithin);
    }
}
