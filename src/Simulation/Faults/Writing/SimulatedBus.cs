using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>The bus as one writer reaches it: it takes messages one by one, and the writer may die between any two.</summary>
internal sealed class SimulatedBus(Hazards hazards, Action<OutgoingMessage> take) : INewsSink
{
    public async ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            await hazards.CallAsync(FaultPoint.Publish, () =>
            {
                take(message);
                return true;
            }).ConfigureAwait(false);
        }
    }
}
