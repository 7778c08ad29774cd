using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// Takes what leaves a partition to the web processes, one message a flush. Returns when the broker has confirmed it; else it is told
/// again, under the same ids.
/// </summary>
internal sealed class WebNewsSink(int partition, Func<WitnessedHead> head, IBus bus) : INewsSink
{
    private long told;

    public TimeSpan Every => RabbitLimits.WebNewsEvery;

    public async ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var news = messages.Where(message => message.Message is INews).ToList();
        if (news.Count == 0) return;
        var items = news.Select(each => new NewsItem(
            each.Id, BusContracts.NameOf(each.Message.GetType()), JsonSerializer.SerializeToElement(each.Message, each.Message.GetType(), ContractsJson.Options)));
        var batch = new NewsBatch(partition, head().Epoch, told, news.Max(each => each.Sequence), [.. items], head().Losses);
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(RabbitLimits.PublishWithin);
        // The library may wait for ever for what was under way on a connection that was given up, and cancelled it would count wrong (ConfirmedChannel).
        await SendAsync(batch).WaitAsync(within.Token);
        told = Math.Max(told, batch.Sequence);
    }

    private async Task SendAsync(NewsBatch batch)
    {
        var endpoint = await bus.GetSendEndpoint(BusNames.NewsAddress);
        await endpoint.Send(batch, CancellationToken.None);
    }
}
