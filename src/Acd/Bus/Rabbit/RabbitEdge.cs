using AcdRouter.Contracts;
using AcdRouter.Processes;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>A partition at the broker: refusals that nobody waits for are events like any other.</summary>
internal sealed class RabbitEdge(int partition, EventPublisher events) : PartitionEdge
{
    public override Uri Errors { get; } = new($"exchange:{BusNames.Errors(BusNames.Partition(partition))}");

    public override bool KeepsOnBus(ConsumeContext context, Exception thrown)
    {
        if (thrown is not (DeliveryReturnedException or PartitionUnavailableException or OperationCanceledException)) return false;
        context.ReceiveContext.GetOrAddPayload(() => new KeptDelivery(thrown));
        return true;
    }

    public override Task TellAsync(ConsumeContext context, SiteId site, CommandRefused refused) => TellAsync(site, refused, context.CancellationToken);

    public async Task TellAsync(SiteId site, CommandRefused refused, CancellationToken cancellationToken)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(RabbitLimits.PublishWithin);
        // The same command refused again is told under the same id.
        await events.PublishAsync([new BusEvent(refused.CommandId.Value, site, partition, 0, refused)], within.Token);
    }
}
