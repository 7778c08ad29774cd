using System.Globalization;
using AcdRouter.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AcdRouter.Acd;

/// <summary>Declares the topology on the broker, and looks what is there. Everything may be repeated.</summary>
internal static class TopologyDeclarer
{
    private const int MostPartitions = 1024;

    /// <summary>Declares everything of the table.</summary>
    /// <exception cref="AcdException">Something of that name is there with other arguments.</exception>
    public static async Task DeclareAsync(RabbitAddress address, BusTopology topology, CancellationToken cancellationToken)
    {
        await using var connection = await address.ConnectAsync("acd topology", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            foreach (var exchange in topology.Exchanges)
            {
                await channel.ExchangeDeclareAsync(
                    exchange.Name, exchange.Type, durable: true, autoDelete: false, exchange.Arguments, cancellationToken: cancellationToken);
            }
            foreach (var queue in topology.Queues)
            {
                await channel.QueueDeclareAsync(
                    queue.Name, durable: true, exclusive: false, autoDelete: false, queue.Arguments, cancellationToken: cancellationToken);
            }
            await BindAsync(channel, topology.Bindings, cancellationToken);
        }
        catch (OperationInterruptedException refused) when (refused.ShutdownReason is { ReplyCode: 406 } reason)
        {
            throw new AcdException($"The broker has something of that name with other properties: {reason.ReplyText} "
                + "Look at the difference with: acd bus topology --bus ADDRESS", ExitCodes.Failed);
        }
    }

    /// <summary>Leads a site's messages to its partition.</summary>
    public static async Task BindAsync(RabbitAddress address, SiteId site, int partition, CancellationToken cancellationToken)
    {
        await using var connection = await address.ConnectAsync("acd topology", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await BindAsync(channel, BusTopology.OfSite(site, partition), cancellationToken);
    }

    /// <summary>How many partitions the broker has queues for; 0 where nothing was declared.</summary>
    public static async Task<int> CountPartitionsAsync(RabbitAddress address, CancellationToken cancellationToken)
    {
        await using var connection = await address.ConnectAsync("acd topology", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        for (var n = 0; n < MostPartitions; n++)
        {
            try
            {
                await channel.ExchangeDeclarePassiveAsync(BusNames.Partition(n), cancellationToken);
            }
            catch (OperationInterruptedException missing) when (missing.ShutdownReason is { ReplyCode: 404 })
            {
                return n;
            }
        }
        throw new AcdException(string.Create(CultureInfo.InvariantCulture, $"The broker has more than {MostPartitions} partitions."), ExitCodes.Failed);
    }

    private static async Task BindAsync(IChannel channel, IEnumerable<BusBinding> bindings, CancellationToken cancellationToken)
    {
        foreach (var binding in bindings)
        {
            await channel.QueueBindAsync(binding.Queue, binding.Exchange, binding.Key, cancellationToken: cancellationToken);
        }
    }
}
