using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Takes messages of one kind from the bus to the demonstration.</summary>
/// <typeparam name="T">The contract.</typeparam>
internal sealed class DemoConsumer<T>(DemoBus bus) : IConsumer<T>
    where T : class
{
    public Task Consume(ConsumeContext<T> context) => bus.HearAsync(context.Message, context.CancellationToken).AsTask();
}
