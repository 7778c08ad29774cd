using System.Text;
using MassTransit;
using RabbitMQ.Client;

namespace AcdRouter.Acd;

/// <summary>Looks through the error queues and puts their messages back.</summary>
internal static class ErrorQueues
{
    /// <summary>What the bus and the program wrote into a message when they set it aside.</summary>
    private static readonly string[] Added =
    [
        BusNames.DeliveryCount, "x-dotnet-pub-seq-no", "x-death", "x-first-death-exchange", "x-first-death-queue", "x-first-death-reason",
        MessageHeaders.Reason, MessageHeaders.FaultExceptionType, MessageHeaders.FaultMessage,
    ];

    /// <summary>
    /// Goes once through an error queue. Each message is put back into its queue as a new one, so that its deliveries count from the
    /// beginning, and taken out of the error queue when the broker has it there: one put back twice is a repeat of its command.
    /// </summary>
    /// <param name="address">The broker.</param>
    /// <param name="queue">The queue that the messages belong to.</param>
    /// <param name="onlyLook">Whether everything stays where it is.</param>
    /// <param name="cancellationToken">Ends it between two messages.</param>
    /// <returns>How many messages, by reason.</returns>
    public static async Task<IReadOnlyDictionary<string, int>> RedriveAsync(
        RabbitAddress address, string queue, bool onlyLook, CancellationToken cancellationToken)
    {
        await using var connection = await address.ConnectAsync("acd redrive", cancellationToken);
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(options, cancellationToken);
        var errors = BusNames.Errors(queue);
        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        // What comes in meanwhile may be what was just put back.
        for (var left = await channel.MessageCountAsync(errors, cancellationToken); left > 0; left--)
        {
            if (await channel.BasicGetAsync(errors, autoAck: false, cancellationToken) is not { } message) break;
            var reason = ReasonOf(message.BasicProperties);
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            if (onlyLook) continue;
            await channel.BasicPublishAsync("", queue, mandatory: true, Fresh(message.BasicProperties), message.Body, cancellationToken);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
        }
        // What was only looked at goes back, in its order, when the channel closes.
        return reasons;
    }

    private static string ReasonOf(IReadOnlyBasicProperties properties)
    {
        var kind = Text(properties, MessageHeaders.FaultExceptionType) ?? "unknown";
        return $"{kind}: {Text(properties, MessageHeaders.FaultMessage) ?? "no reason given"}";
    }

    private static BasicProperties Fresh(IReadOnlyBasicProperties from)
    {
        var properties = new BasicProperties(from) { DeliveryMode = DeliveryModes.Persistent };
        properties.Headers = (from.Headers ?? new Dictionary<string, object?>())
            .Where(header => !Added.Contains(header.Key))
            .ToDictionary(header => header.Key, header => header.Value);
        // The broker would compare it with whoever puts the message back.
        properties.ClearUserId();
        properties.ClearExpiration();
        return properties;
    }

    private static string? Text(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers?.TryGetValue(name, out var value) == true
            ? value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => value?.ToString() }
            : null;
}
