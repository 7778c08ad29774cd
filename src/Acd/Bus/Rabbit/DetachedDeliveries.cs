using MassTransit;
using MassTransit.RabbitMqTransport;

namespace AcdRouter.Acd;

/// <summary>Has every endpoint of a bus handle its deliveries beside the connection: <see cref="DetachedConsumer"/> says why.</summary>
internal sealed class DetachedDeliveries(ILogger<DetachedConsumer> logger) : IEndpointConfigurationObserver
{
    public void EndpointConfigured<T>(T configurator)
        where T : IReceiveEndpointConfigurator
    {
        if (configurator is not IRabbitMqReceiveEndpointConfigurator endpoint) return;
        var (prefetch, atOnce) = (endpoint.PrefetchCount, endpoint.ConcurrentMessageLimit ?? endpoint.PrefetchCount);
        // One loop of the client library hands them over, in their order; left open, it would be as many as are fetched ahead.
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.PrefetchCount = prefetch;
        endpoint.ConfigureChannel(pipe => pipe.UseFilter(new Detaching(atOnce, logger)));
    }

    private sealed class Detaching(int atOnce, ILogger logger) : IFilter<ChannelContext>
    {
        public Task Send(ChannelContext context, IPipe<ChannelContext> next) => next.Send(new DetachedChannel(context, atOnce, logger));

        public void Probe(ProbeContext context) => context.CreateFilterScope("detaching");
    }
}
