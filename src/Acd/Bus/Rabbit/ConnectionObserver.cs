using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Watches an endpoint that is always subscribed: with it goes and comes the connection.</summary>
/// <param name="link">What is told.</param>
/// <param name="hub">The web's hub; asked for late, because it needs the bus itself.</param>
/// <param name="logger">The log.</param>
internal sealed class ConnectionObserver(BusLink link, Func<LiveHub?> hub, ILogger logger) : IReceiveEndpointObserver
{
    private static readonly Action<ILogger, Exception?> LogLost =
        LoggerMessage.Define(LogLevel.Warning, new EventId(4421), "The connection to the bus is lost; it is tried again until it is back.");

    private static readonly Action<ILogger, Exception?> LogBack =
        LoggerMessage.Define(LogLevel.Warning, new EventId(4422), "The connection to the bus is back.");

    private static readonly Action<ILogger, Exception?> LogConnected =
        LoggerMessage.Define(LogLevel.Information, new EventId(4424), "Connected to the bus.");

    private volatile bool isStopping;
    private bool wasConnected;

    public Task Ready(ReceiveEndpointReady ready)
    {
        if (!link.NoteBack()) return Task.CompletedTask;
        if (wasConnected) LogBack(logger, null);
        else LogConnected(logger, null);
        wasConnected = true;
        // What was told meanwhile went to a queue that is no more.
        hub()?.CatchUp();
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping)
    {
        isStopping = true;
        return Task.CompletedTask;
    }

    public Task Completed(ReceiveEndpointCompleted completed) => NoteLost();

    public Task Faulted(ReceiveEndpointFaulted faulted) => NoteLost();

    private Task NoteLost()
    {
        if (isStopping || !link.IsConnected) return Task.CompletedTask;
        link.NoteLost();
        LogLost(logger, null);
        return Task.CompletedTask;
    }
}
