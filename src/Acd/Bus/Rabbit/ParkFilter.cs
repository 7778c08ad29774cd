using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// What becomes of a message that could not be handled: it goes to the error queue with the reason, and is taken out of its queue only when
/// the broker has it there.
/// </summary>
/// <param name="errors">The exchange of the error queue.</param>
internal sealed class ParkFilter(string errors) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        // The connection went while it was in hand: the broker has it still.
        if (context.Exception is OperationCanceledException) throw new DeliveryReturnedException("The message stays in its queue.", context.Exception);
        await ErrorCopy.SendAsync(context, errors, context.ExceptionInfo.ExceptionType, context.ExceptionInfo.Message);
        // Else it would count as one that nobody knew, and be kept a second time.
        if (!context.IsFaulted) await context.NotifyFaulted(context.Exception);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park");
}
