using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AcdRouter.Acd;

/// <summary>Compares the table with a broker, without making anything there. Bindings cannot be asked for by the protocol.</summary>
internal static class TopologyReader
{
    private const int NotFound = 404;
    private const int Unequal = 406;

    /// <summary>How each exchange and queue of the table is on the broker; null where it is as it should be.</summary>
    public static async Task<IReadOnlyList<(string Kind, string Name, string? Difference)>> CompareAsync(
        RabbitAddress address, BusTopology topology, CancellationToken cancellationToken)
    {
        await using var connection = await address.ConnectAsync("acd topology", cancellationToken);
        var found = new List<(string, string, string?)>();
        foreach (var exchange in topology.Exchanges.OrderBy(each => each.Name, Natural.Order))
        {
            var difference = await DifferenceAsync(
                connection,
                channel => channel.ExchangeDeclarePassiveAsync(exchange.Name, cancellationToken),
                channel => channel.ExchangeDeclareAsync(
                    exchange.Name, exchange.Type, durable: true, autoDelete: false, exchange.Arguments, cancellationToken: cancellationToken),
                cancellationToken);
            found.Add(("exchange", exchange.Name, difference));
        }
        foreach (var queue in topology.Queues.OrderBy(each => each.Name, Natural.Order))
        {
            var difference = await DifferenceAsync(
                connection,
                channel => channel.QueueDeclarePassiveAsync(queue.Name, cancellationToken),
                channel => channel.QueueDeclareAsync(
                    queue.Name, durable: true, exclusive: false, autoDelete: false, queue.Arguments, cancellationToken: cancellationToken),
                cancellationToken);
            found.Add(("queue", queue.Name, difference));
        }
        return found;
    }

    /// <summary>What is there is declared once more: the broker takes that for a question, and says what differs.</summary>
    private static async Task<string?> DifferenceAsync(
        IConnection connection, Func<IChannel, Task> look, Func<IChannel, Task> declare, CancellationToken cancellationToken)
    {
        // A refusal closes the channel.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await look(channel);
            await declare(channel);
            return null;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason is { ReplyCode: NotFound })
        {
            return "missing";
        }
        catch (OperationInterruptedException other) when (other.ShutdownReason is { ReplyCode: Unequal } reason)
        {
            return reason.ReplyText;
        }
    }
}
