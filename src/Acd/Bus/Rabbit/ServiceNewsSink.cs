using System.Diagnostics;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// Takes what leaves a partition to other services, each message by itself. Returns when the broker has confirmed all; else they are told
/// again, under the same ids.
/// </summary>
internal sealed class ServiceNewsSink(int partition, EventPublisher events) : INewsSink
{
    public TimeSpan Every => RabbitLimits.ServiceNewsEvery;

    public async ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(RabbitLimits.PublishWithin);
        await events.PublishAsync([.. messages.Select(Of)], within.Token).WaitAsync(within.Token);
    }

    private BusEvent Of(OutgoingMessage message) => new(message.Id, SiteOf(message.Message), partition, message.Sequence, message.Message);

    private static SiteId SiteOf(object message) => message switch
    {
        INews news => news.Site,
        OpenVoiceCall opening => opening.Site,
        EndVoiceCall ending => ending.Site,
        _ => throw new UnreachableException($"{message.GetType().Name} names no site."),
    };
}
