using System.Text.Json.Nodes;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AcdRouter.Servers.Tests.Roles;

/// <summary>What is told to other services, as one of them hears it.</summary>
internal sealed class HeardEvents : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Channel<JsonNode> heard = Channel.CreateUnbounded<JsonNode>();
    private IConnection? connection;

    /// <summary>Listens to events under a key.</summary>
    public static async Task<HeardEvents> ListenAsync(Uri broker, string key)
    {
        var events = new HeardEvents();
        events.connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(InstalledRoles.Cancelled);
        var channel = await events.connection.CreateChannelAsync(cancellationToken: InstalledRoles.Cancelled);
        var queue = await channel.QueueDeclareAsync("", exclusive: true, cancellationToken: InstalledRoles.Cancelled);
        await channel.QueueBindAsync(queue.QueueName, "acd-events", key, cancellationToken: InstalledRoles.Cancelled);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            events.heard.Writer.TryWrite(JsonNode.Parse(message.Body.Span)!);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, InstalledRoles.Cancelled);
        return events;
    }

    /// <summary>The next one.</summary>
    public Task<JsonNode> NextAsync() => heard.Reader.ReadAsync(InstalledRoles.Cancelled).AsTask().WaitAsync(Patience, InstalledRoles.Cancelled);

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
    }
}
