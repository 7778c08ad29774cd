using MassTransit;

namespace AcdRouter.Acd;

/// <summary>A message of a kind that this build does not know goes to the error queue: a newer program may know it.</summary>
internal sealed class UnknownMessageFilter(string errors) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        ErrorCopy.SendAsync(context, errors, "UnknownMessage", "No such kind of message is known here.");

    public void Probe(ProbeContext context) => context.CreateFilterScope("unknown-message");
}
