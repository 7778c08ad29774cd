using AcdRouter.Processes;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// What becomes of a message that was not handled. Given back, or nobody there to answer: it stays in its queue. Anything else goes to the
/// error queue with the reason, and is taken out of its queue only when the broker has it there.
/// </summary>
/// <param name="errors">The exchange of the error queue.</param>
/// <param name="untilGivenBack">Waits until messages in hand are to be given back; given back sooner they would come again at once.</param>
internal sealed class ParkFilter(string errors, Func<CancellationToken, Task> untilGivenBack) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        switch (context.Exception.GetBaseException())
        {
            case PartitionUnavailableException away:
                await untilGivenBack(context.CancellationToken);
                throw new DeliveryReturnedException("The partition is away; the message stays.", away);
            case DeliveryReturnedException or OperationCanceledException:
                throw new DeliveryReturnedException("The message stays in its queue.", context.Exception);
        }
        if (context.Exception is DeliveryReturnedException) throw context.Exception;
        await ErrorCopy.SendAsync(context, errors, context.ExceptionInfo.ExceptionType, context.ExceptionInfo.Message);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park");
}
