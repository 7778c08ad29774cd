using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace AcdRouter.Acd;

/// <summary>
/// Knows the channel that a consumer was subscribed on last, to close it where the consumer could not be cancelled: the broker then gives
/// the queue to the next in line.
/// </summary>
internal sealed class EndpointChannel(TimeProvider time) : IFilter<ChannelContext>
{
    private volatile IChannel? last;

    public Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        last = context.Channel;
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("channel");

    /// <summary>True while the broker may hold a consumer of it for alive.</summary>
    public bool IsOpen => last is { IsOpen: true };

    /// <summary>
    /// Closes it, within <see cref="RabbitLimits.CloseWithin"/>. A broker that does not answer in that time misses heartbeats too, and drops the
    /// connection with all that is left on it. Closing the connection from here would be no sooner, and the bus, whose connection it is, was
    /// seen to wait for ever afterwards for what it had under way.
    /// </summary>
    /// <exception cref="TimeoutException">The broker does not answer.</exception>
    public async Task CloseAsync()
    {
        if (last is not { IsOpen: true } open) return;
        try
        {
            await open.AbortAsync().WaitAsync(RabbitLimits.CloseWithin, time);
        }
        catch (ObjectDisposedException)
        {
            // The library has closed it meanwhile.
        }
    }
}
