using System.Text.Json;
using System.Text.Json.Serialization;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>The bus inside one process: a receive endpoint for the partition, one for the web's news.</summary>
internal static class BusModule
{
    public static IServiceCollection AddAcdBus(
        this IServiceCollection services, IReadOnlyCollection<Type> demo, Action<IBusRegistrationConfigurator>? more = null)
    {
        services.AddSingleton<ErrorQueue>();
        services.AddSingleton<FailedCommands>();
        services.AddSingleton<INewsSink, BusNewsSink>();
        services.AddSingleton<IEngine, BusEngine>();
        services.AddMassTransit(bus =>
        {
            // What a site does is nobody's business but its own.
            bus.DisableUsageTelemetry();
            foreach (var type in PartitionConsumers.Concat(NewsConsumers.Types).Concat(demo)) bus.AddConsumer(type);
            more?.Invoke(bus);
            bus.UsingInMemory((context, configurator) =>
            {
                Name(configurator);
                configurator.ConfigureJsonSerializerOptions(Strict);
                configurator.ReceiveEndpoint(BusEngine.PartitionQueue, endpoint => Bind(context, endpoint));
                foreach (var queue in new[] { BusEngine.PartitionQueue, NewsConsumers.Queue, DemoService.Queue })
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

    /// <summary>The rules of the wire. The bus keeps one set of options for the whole process: a second bus finds them applied.</summary>
    private static JsonSerializerOptions Strict(JsonSerializerOptions options)
    {
        if (options.Converters.OfType<JsonStringEnumConverter>().Any()) return options;
        ContractsJson.Apply(options);
        return options;
    }

    private static void Name(IInMemoryBusFactoryConfigurator configurator)
    {
        configurator.MessageTopology.SetEntityNameFormatter(new EntityNames(configurator.MessageTopology.EntityNameFormatter));
        // The interfaces say what a message is to the engine; on the bus only the contracts themselves travel.
        configurator.Publish<ICommand>(topology => topology.Exclude = true);
        configurator.Publish<IQuery>(topology => topology.Exclude = true);
        configurator.Publish<INews>(topology => topology.Exclude = true);
    }

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
