using System.Text;
using AcdRouter.Acd;
using AcdRouter.Testing;
using RabbitMQ.Client;

namespace AcdRouter.Servers.Tests;

public sealed class ErrorQueueTests(SharedRabbit broker)
{
    private static CancellationToken Cancelled => Installation.Cancelled;

    [Fact]
    public async Task What_cannot_be_read_waits_in_the_error_queue_with_its_reason_until_it_is_redriven()
    {
        await using var installation = await Installation.OnAsync(broker);
        await installation.StartAsync(RunRole.Core);
        var address = installation.Bus;
        var queue = BusNames.Partition(1);
        await PublishAsync(address, queue, "application/vnd.masstransit+json", "{ this is no envelope");
        await Eventually.Holds(async () => (await LookAsync(address, queue)).Count == 1, "the message is in the error queue");
        (await LookAsync(address, queue)).ShouldHaveSingleItem().Value.ShouldBe(1);

        var redriven = await ErrorQueues.RedriveAsync(address, queue, onlyLook: false, Cancelled);

        redriven.Values.Sum().ShouldBe(1);
        // It is as unreadable as before, and so comes back under the same reason.
        await Eventually.Holds(async () => (await LookAsync(address, queue)).SequenceEqual(redriven), "the message is in the error queue again");
    }

    [Fact]
    public async Task The_topology_is_declared_as_the_bus_library_declares_it()
    {
        await using var installation = await Installation.OnAsync(broker);
        await installation.StartAsync(RunRole.All);
        var address = installation.Bus;
        var table = BusTopology.Of(4, await installation.Journals.ReadSitesAsync(Cancelled));

        (await TopologyReader.CompareAsync(address, table, Cancelled)).Where(each => each.Difference is not null).ShouldBeEmpty();
        (await TopologyDeclarer.CountPartitionsAsync(address, Cancelled)).ShouldBe(4);
        var wanted = BusTopology.Of(5, new Dictionary<Contracts.SiteId, int>());
        (await TopologyReader.CompareAsync(address, wanted, Cancelled)).Where(each => each.Difference is not null).Select(each => each.Name)
            .ShouldBe(["acd-partition-4", "acd-partition-4_error", "acd-partition-4", "acd-partition-4_error"]);
    }

    private static Task<IReadOnlyDictionary<string, int>> LookAsync(RabbitAddress address, string queue) =>
        ErrorQueues.RedriveAsync(address, queue, onlyLook: true, Cancelled);

    private static async Task PublishAsync(RabbitAddress address, string exchange, string contentType, string body)
    {
        await using var connection = await address.ConnectAsync("test", Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        var properties = new BasicProperties { ContentType = contentType };
        await channel.BasicPublishAsync(exchange, "", mandatory: true, properties, Encoding.UTF8.GetBytes(body), Cancelled);
    }
}
