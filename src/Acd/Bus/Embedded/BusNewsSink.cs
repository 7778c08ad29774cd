using AcdRouter.Processes;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// Publishes what leaves the partition, in order, each message under its own id. What is owed to a receiver goes the same way: a voice
/// bridge binds its queue to <c>open-voice-call</c> and <c>end-voice-call</c>.
/// </summary>
internal sealed class BusNewsSink(IBus bus) : INewsSink
{
    public async ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            var named = Pipe.Execute<PublishContext>(context => context.MessageId = message.Id);
            await bus.Publish(message.Message, message.Message.GetType(), named, cancellationToken);
        }
    }
}
