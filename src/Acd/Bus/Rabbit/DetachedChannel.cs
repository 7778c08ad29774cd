using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace AcdRouter.Acd;

/// <summary>A channel whose consumers are <see cref="DetachedConsumer"/>s.</summary>
internal sealed class DetachedChannel(ChannelContext channel, int atOnce, ILogger logger) : SharedChannelContext(channel, channel.CancellationToken), ChannelContext
{
    Task<string> ChannelContext.BasicConsume(
        string queue, bool noAck, bool exclusive, IDictionary<string, object> arguments, IAsyncBasicConsumer consumer, string consumerTag, CancellationToken cancellationToken) =>
        BasicConsume(queue, noAck, exclusive, arguments, new DetachedConsumer(consumer, atOnce, logger), consumerTag, cancellationToken);
}
