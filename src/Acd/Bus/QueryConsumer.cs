using System.Reflection;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Answers queries of one kind with the view itself; nothing to show is answered with <see cref="QueryUnanswered"/>.</summary>
/// <typeparam name="TQuery">The contract.</typeparam>
internal sealed class QueryConsumer<TQuery>(IPartition partition, PartitionEdge edge) : IConsumer<TQuery>
    where TQuery : class, IQuery
{
    private static readonly string Name = typeof(TQuery).GetCustomAttribute<EntityAttribute>()!.Name;

    public async Task Consume(ConsumeContext<TQuery> context)
    {
        try
        {
            var view = await partition.AskAsync(context.Message, context.CancellationToken);
            await context.RespondAsync(view ?? new QueryUnanswered(Name)).WaitAsync(BusLimits.RespondWithin);
        }
        catch (PartitionUnavailableException away)
        {
            await context.RespondAsync(new EngineUnavailable(away.Message, away.RetryAfterSeconds)).WaitAsync(BusLimits.RespondWithin);
        }
        catch (Exception thrown) when (edge.KeepsOnBus(context, thrown))
        {
            // Not answered, not acknowledged.
        }
    }
}
