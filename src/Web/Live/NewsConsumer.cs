using AcdRouter.Contracts;
using MassTransit;

namespace AcdRouter.Web;

/// <summary>Takes news of one kind from the bus to the hub.</summary>
/// <typeparam name="TNews">The contract.</typeparam>
public sealed class NewsConsumer<TNews>(LiveHub hub) : IConsumer<TNews>
    where TNews : class, INews
{
    public Task Consume(ConsumeContext<TNews> context)
    {
        hub.Tell(context.Message);
        return Task.CompletedTask;
    }
}

/// <summary>Every news contract, so that none is forgotten.</summary>
public static class NewsConsumers
{
    /// <summary>The queue that the web takes its news from; one a process, gone with it.</summary>
    public const string Queue = "acd-web";

    /// <summary>The consumer types to register on <see cref="Queue"/>.</summary>
    public static IEnumerable<Type> Types =>
        from type in typeof(INews).Assembly.GetExportedTypes()
        where type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(INews))
        orderby type.Name
        select typeof(NewsConsumer<>).MakeGenericType(type);
}
