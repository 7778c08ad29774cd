using System.Text.Json;
using System.Threading.RateLimiting;
using AcdRouter.Contracts;
using RabbitMQ.Client;

namespace AcdRouter.Acd;

/// <summary>
/// Publishes for other services, in plain JSON, on a connection of its own. A call returns when the broker has confirmed every message; a
/// connection that was lost is opened anew at the next call.
/// </summary>
internal sealed class EventPublisher(RabbitAddress address) : IAsyncDisposable
{
    private readonly SemaphoreSlim opening = new(1, 1);
    private IConnection? connection;
    private IChannel? channel;

    /// <summary>Publishes the messages, many at once; the broker's order may differ, the headers say what came first.</summary>
    public async Task PublishAsync(IReadOnlyCollection<BusEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0) return;
        var open = await OpenAsync(cancellationToken);
        await Task.WhenAll(events.Select(each => PublishAsync(open, each, cancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        if (channel is not null) await channel.DisposeAsync();
        if (connection is not null) await connection.DisposeAsync();
        opening.Dispose();
    }

    /// <summary>
    /// Holds back what would be too many under way, and nothing before. The client library's own limiter lets each wait half a second as
    /// soon as half of them are under way, and refuses when as many wait. What may wait here is bounded by its senders: a flush a partition.
    /// </summary>
    public static RateLimiter Limiter() => new ConcurrencyLimiter(new ConcurrencyLimiterOptions
    {
        PermitLimit = RabbitLimits.UnconfirmedEvents,
        QueueLimit = int.MaxValue,
    });

    private static async Task PublishAsync(IChannel channel, BusEvent each, CancellationToken cancellationToken)
    {
        var type = each.Message.GetType();
        var entity = BusContracts.NameOf(type);
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            Type = entity,
            MessageId = each.Id.ToString(),
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?> { ["site"] = each.Site.Value, ["partition"] = each.Partition, ["sequence"] = each.Sequence },
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(each.Message, type, ContractsJson.Options);
        await channel.BasicPublishAsync(BusNames.Events, $"{each.Site.Value}.{entity}", mandatory: false, properties, body, cancellationToken);
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (channel is { IsOpen: true } ready) return ready;
        await opening.WaitAsync(cancellationToken);
        try
        {
            if (channel is { IsOpen: true } opened) return opened;
            if (channel is not null) await channel.DisposeAsync();
            if (connection is not { IsOpen: true })
            {
                if (connection is not null) await connection.DisposeAsync();
                connection = await address.ConnectAsync("acd events", cancellationToken);
            }
            return channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(
                    publisherConfirmationsEnabled: true,
                    publisherConfirmationTrackingEnabled: true,
                    Limiter()),
                cancellationToken);
        }
        finally
        {
            opening.Release();
        }
    }
}
