using AcdRouter.Contracts;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>What differs between the buses where a partition meets one.</summary>
internal abstract class PartitionEdge
{
    /// <summary>Where messages go that cannot be handled.</summary>
    public abstract Uri Errors { get; }

    /// <summary>Tells the world of a refusal whose sender does not wait for it.</summary>
    public abstract Task TellAsync(ConsumeContext context, SiteId site, CommandRefused refused);

    /// <summary>
    /// Whether what was thrown means that the message is to stay on the bus, and sees to it. Asked inside the consumer: beyond it the bus
    /// would tell the sender that the message has failed.
    /// </summary>
    public virtual bool KeepsOnBus(ConsumeContext context, Exception thrown) => false;

    /// <summary>
    /// How often the message has been delivered, from 1. Retries while the partition is away do not count: it has not seen the command.
    /// </summary>
    public static int DeliveryOf(ConsumeContext context)
    {
        var again = context.ReceiveContext.TransportHeaders.Get<long>(BusNames.DeliveryCount) ?? 0;
        return 1 + context.GetRedeliveryCount() + (int)Math.Min(again, int.MaxValue / 2);
    }
}
