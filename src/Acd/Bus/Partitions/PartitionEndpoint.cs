using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// The receive endpoint of one partition: a quorum queue of which one consumer at a time is given messages. It is subscribed to and let go
/// of many times in the life of a process; each time anew the process stands at the end of the line.
/// </summary>
internal sealed class PartitionEndpoint(IBusControl bus, PartitionKeeper keeper, PartitionConsumers consumers, TimeProvider time)
{
    private readonly EndpointChannel channel = new(time);
    private HostReceiveEndpointHandle? handle;
    private bool isStopped = true;

    /// <summary>Told when the consumer is taken by the broker, and when it is lost; the library subscribes again by itself.</summary>
    public Action<bool>? Subscribed { get; set; }

    /// <summary>Subscribes to the queue; returns when the broker has taken it.</summary>
    public async Task SubscribeAsync(CancellationToken cancellationToken)
    {
        if (!isStopped) await FinishAsync();
        isStopped = false;
        if (handle is null)
        {
            handle = bus.ConnectReceiveEndpoint(
                BusNames.Partition(keeper.Partition), endpoint => Configure((IRabbitMqReceiveEndpointConfigurator)endpoint));
            await handle.Ready.WaitAsync(cancellationToken);
            return;
        }
        await handle.ReceiveEndpoint.Start(cancellationToken).Ready.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Cancels the consumer, so that the broker gives the next one what comes, and returns when what is in hand is finished or given back.
    /// What was fetched ahead and not begun goes back by itself. Where that does not succeed in time the channel is closed:
    /// a consumer that nobody reads would keep the partition from everybody else.
    /// </summary>
    /// <returns>Null, or why the consumer was not cancelled in order.</returns>
    public async Task<Exception?> LetGoAsync(CancellationToken cancellationToken)
    {
        if (handle is null || isStopped) return null;
        try
        {
            await handle.ReceiveEndpoint.Stop(cancellationToken).WaitAsync(cancellationToken);
            isStopped = true;
            if (!channel.IsOpen) return null;
            await channel.CloseAsync();
            return new IOException("The channel was left open.");
        }
        catch (Exception failed)
        {
            try
            {
                await channel.CloseAsync();
                await FinishAsync();
            }
            catch (Exception unfinished)
            {
                // The broker drops the consumer with the connection; the library is asked again before the next subscription.
                return new AggregateException(failed, unfinished);
            }
            return failed;
        }
    }

    /// <summary>A stop that was given up is asked for once more: without its end the library starts nothing again.</summary>
    private async Task FinishAsync()
    {
        await handle!.ReceiveEndpoint.Stop(CancellationToken.None).WaitAsync(RabbitLimits.CloseWithin, time);
        isStopped = true;
    }

    private void Configure(IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.SetQuorumQueue();
        endpoint.SingleActiveConsumer = true;
        endpoint.PrefetchCount = BusLimits.PartitionPrefetch;
        endpoint.ConcurrentMessageLimit = BusLimits.PartitionConcurrency;
        // Who waits is told; nobody listens to faults of others.
        endpoint.PublishFaults = false;
        var errors = BusNames.Errors(BusNames.Partition(keeper.Partition));
        endpoint.ConfigureReceive(pipe =>
        {
            pipe.UseFilter(new KeepFilter(keeper.UntilGivenBackAsync));
            pipe.UseFilter(consumers.DoorOf(keeper));
        });
        endpoint.ConfigureError(pipe => pipe.UseFilter(new ParkFilter(errors)));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new UnknownMessageFilter(errors)));
        foreach (var consumer in consumers.For(keeper)) endpoint.Instance(consumer);
        endpoint.ConfigureChannel(pipe => pipe.UseFilter(channel));
        endpoint.ConnectReceiveEndpointObserver(new SubscriptionObserver(isIn => Subscribed?.Invoke(isIn)));
    }
}
