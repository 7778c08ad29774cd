using AcdRouter.Contracts;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>The one partition inside the process.</summary>
internal sealed class EmbeddedEdge : PartitionEdge
{
    public override Uri Errors { get; } = ErrorQueue.Of(BusModule.PartitionQueue);

    public override Task TellAsync(ConsumeContext context, SiteId site, CommandRefused refused) => context.Publish(refused, context.CancellationToken);
}
