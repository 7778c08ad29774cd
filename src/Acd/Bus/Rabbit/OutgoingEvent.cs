using RabbitMQ.Client;

namespace AcdRouter.Acd;

/// <summary>An event as it goes over the wire.</summary>
/// <param name="Key">The routing key.</param>
/// <param name="Properties">What stands beside the body.</param>
/// <param name="Body">JSON.</param>
internal sealed record OutgoingEvent(string Key, BasicProperties Properties, ReadOnlyMemory<byte> Body);
