using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Watches whether an endpoint is subscribed to its queue.</summary>
internal sealed class SubscriptionObserver(Action<bool> tell) : IReceiveEndpointObserver
{
    public Task Ready(ReceiveEndpointReady ready) => Tell(true);

    public Task Stopping(ReceiveEndpointStopping stopping) => Tell(false);

    public Task Completed(ReceiveEndpointCompleted completed) => Tell(false);

    public Task Faulted(ReceiveEndpointFaulted faulted) => Tell(false);

    private Task Tell(bool isSubscribed)
    {
        tell(isSubscribed);
        return Task.CompletedTask;
    }
}
