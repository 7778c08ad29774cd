using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// The receive endpoint of one partition: a quorum queue of which one consumer at a time is given messages. It is subscribed to and let go
/// of many times in the life of a process; each time anew the process stands at the end of the line.
/// </summary>
internal sealed class PartitionEndpoint(IBusControl bus, PartitionKeeper keeper, PartitionConsumers consumers)
{
    private HostReceiveEndpointHandle? handle;

    // A stop that was given up leaves the library's endpoint started, and it then refuses every start.
    private bool isStopOwed;

    /// <summary>Subscribes to the queue; returns when the broker has taken it.</summary>
    public async Task SubscribeAsync(CancellationToken cancellationToken)
    {
        if (handle is null)
        {
            handle = bus.ConnectReceiveEndpoint(
                BusNames.Partition(keeper.Partition), endpoint => Configure((IRabbitMqReceiveEndpointConfigurator)endpoint));
            await handle.Ready.WaitAsync(cancellationToken);
            return;
        }
        if (isStopOwed)
        {
            using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            bounded.CancelAfter(RabbitLimits.FinishWithin);
            await LetGoAsync(bounded.Token);
        }
        await handle.ReceiveEndpoint.Start(cancellationToken).Ready.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Cancels the consumer, so that the broker gives the next one what comes, and returns when what is in hand is finished or given back.
    /// What was fetched ahead and not begun goes back by itself.
    /// </summary>
    public async Task LetGoAsync(CancellationToken cancellationToken)
    {
        if (handle is null) return;
        isStopOwed = true;
        await handle.ReceiveEndpoint.Stop(cancellationToken);
        isStopOwed = false;
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
    }
}
