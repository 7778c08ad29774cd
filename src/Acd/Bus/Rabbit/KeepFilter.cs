using AcdRouter.Processes;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// Outermost on a partition's queue: gives a message back that was not answered. Thrown from here, it is what makes the transport return
/// the message to its queue instead of moving it elsewhere.
/// </summary>
/// <param name="untilGivenBack">Waits until messages in hand are to be given back; given back sooner they would come again at once.</param>
internal sealed class KeepFilter(Func<CancellationToken, Task> untilGivenBack) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await next.Send(context);
        if (!context.TryGetPayload<KeptDelivery>(out var kept)) return;
        if (kept.Why is PartitionUnavailableException) await untilGivenBack(context.CancellationToken);
        throw new DeliveryReturnedException("The message stays in its queue.", kept.Why);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("keep");
}
