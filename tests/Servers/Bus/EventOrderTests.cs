using System.Threading.Channels;
using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AcdRouter.Servers.Tests;

/// <summary>What other services hear.</summary>
public sealed class EventOrderTests(OwnVirtualHost host) : IClassFixture<OwnVirtualHost>
{
    private const int Flushes = 4;
    private const int AFlush = 1_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_of_a_partition_arrive_in_the_order_of_its_journal()
    {
        var address = new RabbitAddress(BusAddress.Parse(host.Address).Address!);
        await TopologyDeclarer.DeclareAsync(address, BusTopology.Of(1, new Dictionary<SiteId, int>()), Cancelled);
        await using var connection = await address.ConnectAsync("test", Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        var heard = await ListenAsync(channel);
        await using var publisher = new EventPublisher(address);

        await Task.WhenAll(PublishAsync(publisher, 0), PublishAsync(publisher, 1));

        var arrived = new List<(int Partition, long Sequence)>();
        while (arrived.Count < 2 * Flushes * AFlush) arrived.Add(await heard.ReadAsync(Cancelled).AsTask().WaitAsync(Eventually.Patience, Cancelled));
        foreach (var partition in arrived.GroupBy(each => each.Partition))
        {
            partition.Select(each => each.Sequence).ShouldBe(Enumerable.Range(1, Flushes * AFlush).Select(number => (long)number));
        }
    }

    private static async Task PublishAsync(EventPublisher publisher, int partition)
    {
        for (var flush = 0; flush < Flushes; flush++)
        {
            var events = Enumerable.Range(1, AFlush).Select(
                number => new BusEvent(Guid.NewGuid(), new SiteId("demo"), partition, (flush * AFlush) + number, new LinesLost(new SiteId("demo"), Guid.Empty)));
            await publisher.PublishAsync([.. events], Cancelled);
        }
    }

    private static async Task<ChannelReader<(int Partition, long Sequence)>> ListenAsync(IChannel channel)
    {
        var heard = Channel.CreateUnbounded<(int, long)>();
        var queue = await channel.QueueDeclareAsync("", exclusive: true, cancellationToken: Cancelled);
        await channel.QueueBindAsync(queue.QueueName, BusNames.Events, "#", cancellationToken: Cancelled);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            var headers = message.BasicProperties.Headers!;
            heard.Writer.TryWrite(((int)headers["partition"]!, (long)headers["sequence"]!));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, Cancelled);
        return heard.Reader;
    }
}
