using System.Net.Security;
using System.Security.Authentication;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>The bus on a broker. The partitions' endpoints are not here: they come and go while the program runs.</summary>
internal static class RabbitBus
{
    /// <param name="services">The services.</param>
    /// <param name="address">The broker.</param>
    /// <param name="isCore">Whether this process owns partitions.</param>
    /// <param name="isWeb">Whether this process serves the API.</param>
    public static IServiceCollection AddAcdRabbit(this IServiceCollection services, RabbitAddress address, bool isCore, bool isWeb)
    {
        services.AddSingleton(new BusLink(isConnected: false));
        services.AddSingleton(provider => new BusRoute(BusNames.CommandsAddress, provider.GetRequiredService<BusLink>()));
        services.AddSingleton<IEngine, BusEngine>();
        services.AddSingleton<NewsWitness>();
        services.AddMassTransit(bus =>
        {
            // What a site does is nobody's business but its own.
            bus.DisableUsageTelemetry();
            if (isWeb) bus.AddConsumer<NewsBatchConsumer>();
            bus.UsingRabbitMq((context, configurator) =>
            {
                var wait = new BrokerWait(
                    address, context.GetRequiredService<ILogger<BrokerWait>>(), context.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
                var deliveries = context.GetRequiredService<ILogger<DetachedConsumer>>();
                Connect(configurator, address, $"acd {(isCore ? "core" : "")}{(isWeb ? "web" : "")}", deliveries, wait.UntilThereAsync);
                BusWire.Apply(configurator);
                var link = new ConnectionObserver(
                    context.GetRequiredService<BusLink>(), context.GetService<LiveHub>, context.GetRequiredService<ILogger<BusLink>>());
                if (isCore) configurator.ReceiveEndpoint(BusNames.UnknownSite, endpoint => AnswerUnknownSites(context, endpoint, isWeb ? null : link));
                if (isWeb) configurator.ReceiveEndpoint(NewsQueue(), endpoint => Listen(context, endpoint, link));
            });
        });
        return services;
    }

    private static string NewsQueue() => $"acd-web-{Guid.NewGuid():N}";

    /// <summary>How a bus reaches the broker.</summary>
    /// <param name="configurator">The bus.</param>
    /// <param name="address">The broker.</param>
    /// <param name="name">What the broker shows of the connection.</param>
    /// <param name="deliveries">The log of what is delivered.</param>
    /// <param name="before">Done before every connect; null for nothing.</param>
    public static void Connect(IRabbitMqBusFactoryConfigurator configurator, RabbitAddress address, string name, ILogger<DetachedConsumer> deliveries, Func<Task>? before)
    {
        configurator.ConnectEndpointConfigurationObserver(new DetachedDeliveries(deliveries));
        var (host, port) = address.Nodes[0];
        configurator.Host(host, (ushort)port, address.VirtualHost, name, to =>
        {
            to.Username(address.User);
            to.Password(address.Password);
            to.Heartbeat(RabbitLimits.Heartbeat);
            to.RequestedConnectionTimeout(RabbitLimits.ConnectWithin);
            to.PublisherConfirmation = true;
            to.OnRefreshConnectionFactory = factory =>
            {
                BrokerSocket.Use(factory);
                return before?.Invoke() ?? Task.CompletedTask;
            };
            if (address.IsTls) to.UseSsl(ssl => Encrypt(ssl, host));
            if (address.Nodes.Count > 1)
            {
                to.UseCluster(cluster =>
                {
                    foreach (var node in address.Nodes) cluster.Node($"{node.Host}:{node.Port}");
                });
            }
        });
    }

    /// <summary>The bus library trusts any issuer, and speaks TLS 1.2 only, unless it is told otherwise.</summary>
    private static void Encrypt(IRabbitMqSslConfigurator ssl, string host)
    {
        ssl.ServerName = host;
        ssl.Protocol = SslProtocols.None;
        ssl.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable);
    }

    private static void AnswerUnknownSites(
        IBusRegistrationContext context, IRabbitMqReceiveEndpointConfigurator endpoint, IReceiveEndpointObserver? link)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.SetQuorumQueue();
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = BusLimits.NewsPrefetch;
        var edge = new RabbitEdge(UnknownSites.NoPartition, context.GetRequiredService<EventPublisher>());
        var gateway = new ServiceGateway(new UnknownSites(), context.GetRequiredService<FailedCommands>());
        var door = new ServiceDoor(BusNames.UnknownSite, _ => Task.CompletedTask, edge.TellAsync);
        endpoint.ConfigureReceive(pipe => pipe.UseFilter(new ServiceFilter(gateway, door, context.GetRequiredService<ILogger<ServiceFilter>>())));
        endpoint.ConfigureError(pipe => pipe.UseFilter(new ParkFilter(BusNames.Errors(BusNames.UnknownSite))));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new UnknownMessageFilter(BusNames.Errors(BusNames.UnknownSite))));
        foreach (var type in BusContracts.Commands) Answer(typeof(UnknownSiteCommandConsumer<>), type);
        foreach (var type in BusContracts.Queries) Answer(typeof(UnknownSiteQueryConsumer<>), type);
        if (link is not null) endpoint.ConnectReceiveEndpointObserver(link);

        void Answer(Type consumer, Type contract) => endpoint.Instance(Activator.CreateInstance(consumer.MakeGenericType(contract))!);
    }

    /// <summary>A queue of this process alone, gone with its connection: what was told meanwhile is read anew as a whole.</summary>
    private static void Listen(IBusRegistrationContext context, IRabbitMqReceiveEndpointConfigurator endpoint, IReceiveEndpointObserver link)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.Durable = false;
        endpoint.AutoDelete = true;
        endpoint.Exclusive = true;
        endpoint.SetQueueArgument("x-max-length", RabbitLimits.NewsKept);
        endpoint.PrefetchCount = BusLimits.NewsPrefetch;
        endpoint.ConcurrentMessageLimit = BusLimits.NewsConcurrency;
        endpoint.PublishFaults = false;
        endpoint.DiscardFaultedMessages();
        endpoint.DiscardSkippedMessages();
        endpoint.Bind(BusNames.News, binding => (binding.ExchangeType, binding.Durable, binding.AutoDelete) = ("fanout", true, false));
        endpoint.ConfigureConsumer<NewsBatchConsumer>(context);
        endpoint.ConnectReceiveEndpointObserver(link);
    }
}
