using System.Text.Json;
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
    private ConfirmedChannel? channel;

    /// <summary>Publishes the messages in their order, many on the way at once.</summary>
    public async Task PublishAsync(IReadOnlyCollection<BusEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0) return;
        var open = await OpenAsync(cancellationToken);
        foreach (var some in events.Chunk(RabbitLimits.UnconfirmedEvents))
        {
            await open.PublishAsync(BusNames.Events, some.Select(Written), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(channel);
        await CloseAsync(connection);
        opening.Dispose();
    }

    private static OutgoingEvent Written(BusEvent each)
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
        return new OutgoingEvent($"{each.Site.Value}.{entity}", properties, JsonSerializer.SerializeToUtf8Bytes(each.Message, type, ContractsJson.Options));
    }

    /// <summary>What is lost may not even end in order.</summary>
    private static async Task CloseAsync(IAsyncDisposable? lost)
    {
        if (lost is null) return;
        await lost.DisposeAsync().AsTask().WaitAsync(RabbitLimits.CloseWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<ConfirmedChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (channel is { IsOpen: true } ready) return ready;
        await opening.WaitAsync(cancellationToken);
        try
        {
            if (channel is { IsOpen: true } opened) return opened;
            await CloseAsync(channel);
            if (connection is not { IsOpen: true })
            {
                await CloseAsync(connection);
                connection = await address.ConnectAsync("acd events", cancellationToken);
            }
            return channel = await ConfirmedChannel.OpenAsync(connection, cancellationToken);
        }
        finally
        {
            opening.Release();
        }
    }
}
