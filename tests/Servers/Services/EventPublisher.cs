using System.Text.Json;
using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using RabbitMQ.Client;

namespace AcdRouter.Servers.Tests.Services;

/// <summary>News to acd-events in plain JSON, as docs/bus.md describes it.</summary>
internal sealed class EventPublisher(IChannel channel) : INewsSink
{
    public async ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages.Where(message => message.Message is INews))
        {
            var site = ((INews)message.Message).Site.Value;
            var entity = OpenToServices.NameOf(message.Message.GetType());
            var properties = new BasicProperties
            {
                ContentType = ServiceNames.ContentType,
                Type = entity,
                MessageId = message.Id.ToString(),
                Headers = new Dictionary<string, object?> { ["site"] = site, ["partition"] = 0, ["sequence"] = message.Sequence },
            };
            var body = JsonSerializer.SerializeToUtf8Bytes(message.Message, message.Message.GetType(), ContractsJson.Options);
            await channel.BasicPublishAsync(ServiceNames.Events, $"{site}.{entity}", mandatory: false, properties, body, cancellationToken);
        }
    }
}
