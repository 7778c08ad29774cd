using AcdRouter.Processes;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace AcdRouter.Acd;

/// <summary>
/// What becomes of a message that was not handled. Given back, or nobody there to answer: it stays in its queue. Anything else goes to the
/// error queue with the reason, and is taken out of its queue only when the broker has it there.
/// </summary>
/// <param name="errors">The exchange of the error queue.</param>
/// <param name="untilGivenBack">Waits until messages in hand are to be given back; given back sooner they would come again at once.</param>
internal sealed class ParkFilter(string errors, Func<CancellationToken, Task> untilGivenBack) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        switch (context.Exception.GetBaseException())
        {
            case PartitionUnavailableException away:
                await untilGivenBack(context.CancellationToken);
                throw new DeliveryReturnedException("The partition is away; the message stays.", away);
            case DeliveryReturnedException or OperationCanceledException:
                throw new DeliveryReturnedException("The message stays in its queue.", context.Exception);
        }
        if (context.Exception is DeliveryReturnedException) throw context.Exception;
        await ParkAsync(context, context.ExceptionInfo.ExceptionType, context.ExceptionInfo.Message);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park");

    private Task ParkAsync(ReceiveContext context, string kind, string reason) => ErrorCopy.SendAsync(context, errors, kind, reason);
}

/// <summary>A message of a kind that this build does not know goes to the error queue: a newer program may know it.</summary>
internal sealed class UnknownMessageFilter : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        ErrorCopy.SendAsync(context, BusNames.Errors(context.InputAddress.Segments[^1]), "UnknownMessage", "No such kind of message is known here.");

    public void Probe(ProbeContext context) => context.CreateFilterScope("unknown-message");
}

/// <summary>Copies a message as it came, with the reason, to an error queue.</summary>
internal static class ErrorCopy
{
    public static async Task SendAsync(ReceiveContext context, string exchange, string kind, string reason)
    {
        if (!context.TryGetPayload<ChannelContext>(out var channel)) throw new InvalidOperationException("The message did not come from a broker.");
        var properties = context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivered) ? new BasicProperties(delivered.Properties) : new BasicProperties();
        properties.Headers = new Dictionary<string, object?>(properties.Headers ?? new Dictionary<string, object?>())
        {
            [MessageHeaders.Reason] = "fault",
            [MessageHeaders.FaultExceptionType] = kind,
            [MessageHeaders.FaultMessage] = reason,
        };
        properties.Headers.Remove(BusNames.DeliveryCount);
        properties.ClearExpiration();
        await channel.BasicPublishAsync(exchange, "", mandatory: false, properties, context.GetBody(), awaitAck: true);
    }
}
