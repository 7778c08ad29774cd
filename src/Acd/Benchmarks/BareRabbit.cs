using AcdRouter.Journals;
using MassTransit;
using RabbitMQ.Client;

namespace AcdRouter.Acd;

/// <summary>The yardstick on servers: its engine in a process of its own, its pages in this one, queues as the product has them.</summary>
internal static class BareRabbit
{
    /// <summary>Where the commands go.</summary>
    public static Uri Commands { get; } = new($"exchange:{BareHandOvers.Queue}");

    /// <summary>The engine, until it is killed.</summary>
    public static async Task RunConsumerAsync(RabbitAddress broker, RedisAddress redis, int news, CancellationToken cancellationToken)
    {
        await using var store = await RedisStore.ConnectAsync(new RedisStoreOptions { Address = redis }, cancellationToken);
        await using var journal = store.OpenJournal(0);
        using var consumer = await BareConsumer.OpenAsync(journal, news, cancellationToken);
        var bus = Bus.Factory.CreateUsingRabbitMq(configurator =>
        {
            Connect(configurator, broker);
            configurator.ReceiveEndpoint(BareHandOvers.Queue, endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                endpoint.SetQuorumQueue();
                endpoint.SingleActiveConsumer = true;
                endpoint.PrefetchCount = BusLimits.PartitionPrefetch;
                endpoint.ConcurrentMessageLimit = BusLimits.PartitionConcurrency;
                endpoint.Handler<BareCommand>(consumer.ConsumeAsync);
            });
        });
        await bus.StartAsync(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    /// <summary>The pages' bus.</summary>
    public static IBusControl CreatePages(RabbitAddress broker, BareHandOvers load) => Bus.Factory.CreateUsingRabbitMq(configurator =>
    {
        Connect(configurator, broker);
        configurator.ReceiveEndpoint($"{BareHandOvers.NewsQueue}-{Guid.NewGuid():N}", endpoint =>
        {
            endpoint.Durable = false;
            endpoint.AutoDelete = true;
            endpoint.Exclusive = true;
            endpoint.PrefetchCount = BusLimits.PartitionPrefetch;
            endpoint.Handler<BareNews>(load.ConsumeAsync);
        });
    });

    /// <summary>Makes the commands' queue, so that a command sent before the engine runs waits in it.</summary>
    public static async Task DeclareAsync(RabbitAddress broker, CancellationToken cancellationToken)
    {
        await using var connection = await broker.ConnectAsync("acd bench", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var queue = new BusQueue(BareHandOvers.Queue, SingleActive: true);
        await channel.ExchangeDeclareAsync(queue.Name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(queue.Name, durable: true, exclusive: false, autoDelete: false, queue.Arguments, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue.Name, queue.Name, "", cancellationToken: cancellationToken);
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator configurator, RabbitAddress broker)
    {
        var (host, port) = broker.Nodes[0];
        configurator.Host(host, (ushort)port, broker.VirtualHost, "acd bench", to =>
        {
            to.Username(broker.User);
            to.Password(broker.Password);
            to.PublisherConfirmation = true;
        });
    }
}
