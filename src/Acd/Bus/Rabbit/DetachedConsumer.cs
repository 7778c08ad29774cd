using System.Threading.Tasks.Dataflow;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AcdRouter.Acd;

/// <summary>
/// A consumer whose deliveries are handled beside the connection. The client library (7.1.2) handles them in loops that its reading waits for
/// when a connection is lost, and only then tells the next channel; the bus library (8.4.0) closes the channel, and waits for that, from
/// within a delivery that threw because something of its connection was closed. A connection lost at that moment waited for itself for ever, and with it whoever had
/// something under way on it.
/// </summary>
internal sealed partial class DetachedConsumer : IAsyncBasicConsumer
{
    private readonly IAsyncBasicConsumer consumer;
    private readonly ILogger logger;
    private readonly ActionBlock<Delivery> deliveries;
    private volatile bool isLost;

    /// <param name="consumer">Who handles them.</param>
    /// <param name="atOnce">So many at once; those behind them wait in their order. The prefetch of the channel bounds how many.</param>
    /// <param name="logger">The log.</param>
    public DetachedConsumer(IAsyncBasicConsumer consumer, int atOnce, ILogger logger)
    {
        (this.consumer, this.logger) = (consumer, logger);
        deliveries = new ActionBlock<Delivery>(HandleAsync, new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = atOnce });
    }

    public IChannel? Channel => consumer.Channel;

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        consumer.HandleBasicConsumeOkAsync(consumerTag, cancellationToken);

    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        consumer.HandleBasicCancelOkAsync(consumerTag, cancellationToken);

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        consumer.HandleBasicCancelAsync(consumerTag, cancellationToken);

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        // The broker gives what was not begun to the next.
        isLost = true;
        return consumer.HandleChannelShutdownAsync(channel, reason);
    }

    public Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        // The memory of the body is used anew as soon as this returns.
        deliveries.Post(new Delivery(consumerTag, deliveryTag, redelivered, exchange, routingKey, properties, body.ToArray()));
        return Task.CompletedTask;
    }

    private async Task HandleAsync(Delivery one)
    {
        if (isLost) return;
        try
        {
            await consumer.HandleBasicDeliverAsync(
                one.ConsumerTag, one.DeliveryTag, one.Redelivered, one.Exchange, one.RoutingKey, one.Properties, one.Body, CancellationToken.None);
        }
        catch (Exception unhandled)
        {
            // It was not acknowledged, and comes again.
            LogUnhandled(unhandled, one.RoutingKey);
        }
    }

    private readonly record struct Delivery(
        string ConsumerTag, ulong DeliveryTag, bool Redelivered, string Exchange, string RoutingKey, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body);

    [LoggerMessage(4435, LogLevel.Debug, "A delivery with key {Key} was not handled to its end; the broker delivers it again.")]
    private partial void LogUnhandled(Exception exception, string key);
}
