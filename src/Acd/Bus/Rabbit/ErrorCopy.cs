using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace AcdRouter.Acd;

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
