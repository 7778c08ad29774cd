using System.Diagnostics;
using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// Takes what leaves a partition to the broker: to the web as one message a flush, to other services each by itself. Returns when the
/// broker has confirmed both; else everything is told again, under the same ids.
/// </summary>
internal sealed class RabbitNewsSink(int partition, Func<WitnessedHead> head, IBus bus, EventPublisher events) : INewsSink
{
    private long told;

    public async ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(RabbitLimits.PublishWithin);
        // The library may wait for ever for what was under way on a connection that was given up.
        await Task.WhenAll(ToWebAsync(messages, within.Token), events.PublishAsync([.. messages.Select(Of)], within.Token)).WaitAsync(within.Token);
    }

    private async Task ToWebAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var news = messages.Where(message => message.Message is INews).ToList();
        if (news.Count == 0) return;
        var items = news.Select(each => new NewsItem(
            each.Id, BusContracts.NameOf(each.Message.GetType()), JsonSerializer.SerializeToElement(each.Message, each.Message.GetType(), ContractsJson.Options)));
        var batch = new NewsBatch(partition, head().Epoch, told, news.Max(each => each.Sequence), [.. items], head().Losses);
        var endpoint = await bus.GetSendEndpoint(BusNames.NewsAddress);
        await endpoint.Send(batch, cancellationToken);
        told = Math.Max(told, batch.Sequence);
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
