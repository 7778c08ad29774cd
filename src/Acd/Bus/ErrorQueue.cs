using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// Reads the error queues, so that in memory they stay bounded: the reason of each message is logged, the last ones are kept.
/// Bodies are not: they may hold personal data.
/// </summary>
internal sealed partial class ErrorQueue(ILogger<ErrorQueue> logger) : IFilter<ReceiveContext>
{
    private readonly Lock guard = new();
    private readonly Queue<ErrorMessage> last = new();
    private long count;

    /// <summary>Messages since the start.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>The last ones, oldest first.</summary>
    public IReadOnlyList<ErrorMessage> Last
    {
        get
        {
            lock (guard) return [.. last];
        }
    }

    /// <summary>Told of each message as it comes.</summary>
    public Action<ErrorMessage>? Arrived { get; set; }

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var reason = context.TransportHeaders.Get<string>(MessageHeaders.FaultMessage) ?? "unknown";
        var kind = context.TransportHeaders.Get<string>(MessageHeaders.FaultExceptionType) ?? "unknown";
        var message = new ErrorMessage(kind, reason);
        Interlocked.Increment(ref count);
        lock (guard)
        {
            last.Enqueue(message);
            while (last.Count > BusLimits.ErrorsKept) last.Dequeue();
        }
        Arrived?.Invoke(message);
        LogParked(kind, reason);
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("error-queue");

    [LoggerMessage(4001, LogLevel.Error, "A message is in the error queue: {Kind}: {Reason}")]
    private partial void LogParked(string kind, string reason);
}

/// <summary>Why a message is in the error queue.</summary>
/// <param name="Kind">The exception's type.</param>
/// <param name="Reason">Its words.</param>
internal sealed record ErrorMessage(string Kind, string Reason);
