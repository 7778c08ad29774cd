using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>The bus inside one process: a receive endpoint for the partition, one for the web's news.</summary>
internal static class BusModule
{
    /// <summary>The queue of the one partition.</summary>
    public const string PartitionQueue = "acd-partition-0";

    public static IServiceCollection AddAcdBus(
        this IServiceCollection services, IReadOnlyCollection<Type> demo, Action<IBusRegistrationConfigurator>? more = null)
    {
        services.AddSingleton<ErrorQueue>();
        services.AddSingleton<FailedCommands>();
        services.AddSingleton<INewsSink, BusNewsSink>();
        services.AddSingleton<PartitionEdge, EmbeddedEdge>();
        services.AddSingleton(new BusRoute(new Uri($"queue:{PartitionQueue}"), new BusLink(isConnected: true)));
        services.AddSingleton<IEngine, BusEngine>();
        services.AddMassTransit(bus =>
        {
            // What a site does is nobody's business but its own.
            bus.DisableUsageTelemetry();
            foreach (var type in PartitionConsumers.Concat(NewsConsumers.Types).Concat(demo)) bus.AddConsumer(type);
            more?.Invoke(bus);
            bus.UsingInMemory((context, configurator) =>
            {
                BusWire.Apply(configurator);
                // The interfaces say what a message is to the engine; on the bus only the contracts themselves travel.
                configurator.Publish<ICommand>(topology => topology.Exclude = true);
                configurator.Publish<IQuery>(topology => topology.Exclude = true);
                configurator.Publish<INews>(topology => topology.Exclude = true);
                configurator.ReceiveEndpoint(PartitionQueue, endpoint => Bind(context, endpoint));
                foreach (var queue in new[] { PartitionQueue, NewsConsumers.Queue, DemoService.Queue })
                {
                    configurator.ReceiveEndpoint($"{queue}_error", endpoint => Bind(context.GetRequiredService<ErrorQueue>(), endpoint));
                }
                configurator.ReceiveEndpoint(NewsConsumers.Queue, endpoint => Listen(context, endpoint, NewsConsumers.Types));
                if (demo.Count > 0) configurator.ReceiveEndpoint(DemoService.Queue, endpoint => Listen(context, endpoint, demo));
                configurator.ConfigureEndpoints(context);
            });
        });
        return services;
    }

    private static IEnumerable<Type> PartitionConsumers =>
        BusContracts.Commands.Select(type => typeof(CommandConsumer<>).MakeGenericType(type))
            .Concat(BusContracts.Queries.Select(type => typeof(QueryConsumer<>).MakeGenericType(type)));


    private static void Bind(IBusRegistrationContext context, IReceiveEndpointConfigurator endpoint)
    {
        endpoint.PrefetchCount = BusLimits.PartitionPrefetch;
        endpoint.ConcurrentMessageLimit = BusLimits.PartitionConcurrency;
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<PartitionUnavailableException>();
            retry.Interval(BusLimits.AwayRetries, BusLimits.AwayRetryEvery);
        });
        foreach (var type in PartitionConsumers) endpoint.ConfigureConsumer(context, type);
    }

    private static void Listen(IBusRegistrationContext context, IReceiveEndpointConfigurator endpoint, IEnumerable<Type> consumers)
    {
        endpoint.PrefetchCount = BusLimits.NewsPrefetch;
        endpoint.ConcurrentMessageLimit = BusLimits.NewsConcurrency;
        foreach (var type in consumers) endpoint.ConfigureConsumer(context, type);
    }

    private static void Bind(ErrorQueue errors, IReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.DiscardSkippedMessages();
        endpoint.ConfigureReceive(pipe => pipe.UseFilter(errors));
    }
}
