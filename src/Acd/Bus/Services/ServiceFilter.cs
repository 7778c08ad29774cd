using System.Text;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace AcdRouter.Acd;

/// <summary>
/// Stands before everything else on a queue of commands: what other services sent goes to the gateway, the engine's own messages go on.
/// Which is which is told by where a message was published, never by what it says of itself: a service could say anything. What cannot
/// be handled is kept for the operator; thrown is only what lets the message go back to its queue.
/// </summary>
/// <param name="gateway">Answers them.</param>
/// <param name="door">The queue and what belongs to it.</param>
/// <param name="logger">Told what is kept for the operator.</param>
internal sealed partial class ServiceFilter(ServiceGateway gateway, ServiceDoor door, ILogger<ServiceFilter> logger) : IFilter<ReceiveContext>
{
    private const string OwnMediaType = "application/vnd.masstransit";

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (context is not RabbitMqReceiveContext delivered || IsOwn(delivered))
        {
            await next.Send(context);
            return;
        }
        var message = Read(delivered);
        var outcome = await HandleAsync(message, context.CancellationToken);
        var channel = delivered.GetPayload<ChannelContext>();
        if (outcome.Parked is { } parked) await ParkAsync(channel, delivered.Properties, message, parked);
        if (outcome.Told is { } told) await door.TellAsync(new SiteId(message.Site), told, context.CancellationToken);
        if (outcome.Reply is { } reply) await AnswerAsync(channel, reply);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("services");

    private async Task<ServiceOutcome> HandleAsync(ServiceMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await gateway.HandleAsync(message, cancellationToken);
        }
        catch (PartitionUnavailableException away)
        {
            await door.UntilGivenBackAsync(cancellationToken);
            throw new DeliveryReturnedException("The partition is away; the message stays.", away);
        }
        catch (Exception defect) when (defect is not OperationCanceledException and not DeliveryReturnedException)
        {
            LogDefect(message.Type ?? "none", defect);
            return ServiceGateway.Park(message, defect.GetType().Name, defect.Message);
        }
    }

    private bool IsOwn(RabbitMqReceiveContext delivered) =>
        IsTrusted(delivered) && delivered.Properties.ContentType?.StartsWith(OwnMediaType, StringComparison.Ordinal) == true;

    /// <summary>
    /// Whether it was published where other services may not write: among the engine's commands, or to the queue by its name, which the
    /// default exchange and the queue's own lead to.
    /// </summary>
    private bool IsTrusted(RabbitMqReceiveContext delivered) =>
        delivered.Exchange is "" or BusNames.Commands || delivered.Exchange == door.Queue;

    private ServiceMessage Read(RabbitMqReceiveContext delivered)
    {
        var properties = delivered.Properties;
        // Put back by the operator: under another exchange, and the broker vouches for the operator only.
        var isPutBack = IsTrusted(delivered);
        return new ServiceMessage(
            isPutBack ? Header(properties, ServiceNames.SiteHeader) ?? "" : delivered.RoutingKey, delivered.Body.GetBytes())
        {
            ContentType = properties.ContentType,
            Type = properties.Type,
            MessageId = properties.MessageId,
            CorrelationId = properties.CorrelationId,
            ReplyTo = properties.ReplyTo,
            UserId = isPutBack ? Header(properties, ServiceNames.UserHeader) : properties.UserId,
            Timestamp = properties.IsTimestampPresent() ? properties.Timestamp.UnixTime : null,
            Delivery = 1 + (properties.Headers?.TryGetValue(BusNames.DeliveryCount, out var count) == true ? Convert.ToInt32(count, null) : 0),
        };
    }

    private static Task AnswerAsync(ChannelContext channel, ServiceReply reply)
    {
        var properties = new BasicProperties { ContentType = ServiceNames.ContentType, Type = reply.Type };
        if (reply.CorrelationId is { } correlation) properties.CorrelationId = correlation;
        // A queue that has gone has nobody who waits: the answer goes with it.
        return channel.BasicPublishAsync("", reply.Queue, mandatory: false, properties, reply.Body, awaitAck: false);
    }

    /// <summary>With the reason in the headers that the bus itself writes, so that the error queue has one form.</summary>
    private Task ParkAsync(ChannelContext channel, IReadOnlyBasicProperties from, ServiceMessage message, ParkedMessage parked)
    {
        LogParked(message.UserId ?? "nobody", message.Site, parked.Kind, parked.Reason);
        var properties = new BasicProperties
        {
            ContentType = ServiceNames.ContentType,
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?>
            {
                [MessageHeaders.Reason] = "fault",
                [MessageHeaders.FaultExceptionType] = parked.Kind,
                [MessageHeaders.FaultMessage] = parked.Reason,
                [ServiceNames.UserHeader] = message.UserId ?? "",
                [ServiceNames.SiteHeader] = message.Site,
            },
        };
        if (from.Type is { } type) properties.Type = type;
        if (from.MessageId is { } id) properties.MessageId = id;
        if (from.CorrelationId is { } correlation) properties.CorrelationId = correlation;
        if (from.IsTimestampPresent()) properties.Timestamp = from.Timestamp;
        return channel.BasicPublishAsync("", BusNames.Errors(door.Queue), mandatory: false, properties, parked.Body.ToArray(), awaitAck: true);
    }

    private static string? Header(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers?.TryGetValue(name, out var value) == true
            ? value switch { byte[] text => Encoding.UTF8.GetString(text), string text => text, _ => null }
            : null;

    [LoggerMessage(4501, LogLevel.Warning, "A message of the service {User} for site {Site} is in the error queue: {Kind}: {Reason}")]
    private partial void LogParked(string user, string site, string kind, string reason);

    [LoggerMessage(4502, LogLevel.Error, "A message of a service could not be handled: {Type}")]
    private partial void LogDefect(string type, Exception defect);
}
