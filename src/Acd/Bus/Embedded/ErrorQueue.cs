using System.Text.Json;
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

    /// <summary>Where a queue's messages end that cannot be handled.</summary>
    public static Uri Of(string queue) => new($"queue:{queue}_error");

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var reason = Header(context, MessageHeaders.FaultMessage);
        var kind = Header(context, MessageHeaders.FaultExceptionType);
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

    /// <summary>The transport's header where the bus has moved the message, the message's own where a consumer has sent it.</summary>
    private static string Header(ReceiveContext context, string name)
    {
        if (context.TransportHeaders.Get<string>(name) is { } moved) return moved;
        try
        {
            using var envelope = JsonDocument.Parse(context.GetBody());
            if (envelope.RootElement.TryGetProperty("headers", out var headers) && headers.TryGetProperty(name, out var sent)) return sent.ToString();
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // What cannot be read was parked for that, by the bus.
        }
        return "unknown";
    }

    [LoggerMessage(4001, LogLevel.Error, "A message is in the error queue: {Kind}: {Reason}")]
    private partial void LogParked(string kind, string reason);
}

/// <summary>Why a message is in the error queue.</summary>
/// <param name="Kind">The exception's type.</param>
/// <param name="Reason">Its words.</param>
internal sealed record ErrorMessage(string Kind, string Reason);
