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
    private volatile Subscribed? last;

    public Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        last = new Subscribed(context.Channel, context.ConnectionContext.Connection);
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("channel");

    /// <summary>True while the broker may hold a consumer of it for alive.</summary>
    public bool IsOpen => last is { Channel.IsOpen: true };

    /// <summary>
    /// Closes it, within <see cref="RabbitLimits.CloseWithin"/>; or else the connection with all its channels, without waiting for a broker
    /// that does not answer: it drops what is left when it misses the next heartbeats.
    /// </summary>
    public async Task CloseAsync()
    {
        if (last is not { Channel.IsOpen: true } open) return;
        try
        {
            await open.Channel.AbortAsync().WaitAsync(RabbitLimits.CloseWithin, time);
        }
        catch (ObjectDisposedException)
        {
            // The library has closed it meanwhile.
        }
        catch (TimeoutException)
        {
            await open.Connection.AbortAsync(RabbitLimits.CloseWithin).WaitAsync(2 * RabbitLimits.CloseWithin, time);
        }
    }

    private sealed record Subscribed(IChannel Channel, IConnection Connection);
}
