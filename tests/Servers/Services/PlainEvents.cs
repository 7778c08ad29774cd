using System.Text.Json;
using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using RabbitMQ.Client;

namespace AcdRouter.Servers.Tests.Services;

/// <summary>News to acd-events in plain JSON, as docs/bus.md describes it.</summary>
internal sealed class PlainEvents(IChannel channel) : INewsSink
{
    public async ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages.Where(message => message.Message is INews))
        {
            await PublishAsync(((INews)message.Message).Site, message.Id, message.Sequence, message.Message, cancellationToken);
        }
    }

    public async Task PublishAsync(SiteId site, Guid id, long sequence, object message, CancellationToken cancellationToken)
    {
        var entity = OpenToServices.NameOf(message.GetType());
        var properties = new BasicProperties
        {
            ContentType = ServiceNames.ContentType,
            Type = entity,
            MessageId = id.ToString(),
            Headers = new Dictionary<string, object?> { ["site"] = site.Value, ["partition"] = 0, ["sequence"] = sequence },
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), ContractsJson.Options);
        await channel.BasicPublishAsync(ServiceNames.Events, $"{site}.{entity}", mandatory: false, properties, body, cancellationToken);
    }
}
