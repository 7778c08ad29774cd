using System.Diagnostics;
using System.Threading.RateLimiting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AcdRouter.Acd;

/// <summary>Messages through one quorum queue by the plain client: published with confirms, consumed and acknowledged one by one.</summary>
internal static class RawBroker
{
    private const string Queue = "acd-bench-raw";
    private const int BodyBytes = 300;
    private const int Unconfirmed = 256;
    private const ushort Prefetch = 512;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public static async Task<double> MeasureAsync(RabbitAddress address, TimeSpan length, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var publishing = await address.ConnectAsync("acd bench raw", cancellationToken);
        await using var consuming = await address.ConnectAsync("acd bench raw", cancellationToken);
        await using var limiter = Limiter();
        await using var into = await publishing.CreateChannelAsync(new CreateChannelOptions(true, true, limiter), cancellationToken);
        await using var from = await consuming.CreateChannelAsync(cancellationToken: cancellationToken);
        await into.QueueDeclareAsync(
            Queue, durable: true, exclusive: false, autoDelete: false, new BusQueue(Queue).Arguments, cancellationToken: cancellationToken);
        await from.BasicQosAsync(0, Prefetch, global: false, cancellationToken);
        var consumed = 0;
        var consumer = new AsyncEventingBasicConsumer(from);
        consumer.ReceivedAsync += async (_, delivered) =>
        {
            await from.BasicAckAsync(delivered.DeliveryTag, multiple: false, cancellationToken);
            Interlocked.Increment(ref consumed);
        };
        await from.BasicConsumeAsync(Queue, autoAck: false, consumer, cancellationToken);
        var publishers = Task.WhenAll(Enumerable.Range(0, Unconfirmed).Select(_ => PublishAsync(into, ending.Token)));
        await Task.WhenAny(publishers, Task.Delay(WarmUp, cancellationToken));
        var (watch, before) = (Stopwatch.StartNew(), Volatile.Read(ref consumed));
        await Task.WhenAny(publishers, Task.Delay(length, cancellationToken));
        var rate = (Volatile.Read(ref consumed) - before) / watch.Elapsed.TotalSeconds;
        await ending.CancelAsync();
        await publishers;
        return rate;
    }

    // The client's own limiter would pause publishers of which many wait for the broker at once.
    private static ConcurrencyLimiter Limiter() => new(new ConcurrencyLimiterOptions { PermitLimit = Unconfirmed, QueueLimit = Unconfirmed });

    private static async Task PublishAsync(IChannel channel, CancellationToken ending)
    {
        var body = new byte[BodyBytes];
        var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
        // The last one is waited for too: a call cut short would leave its confirmation behind.
        while (!ending.IsCancellationRequested) await channel.BasicPublishAsync("", Queue, mandatory: false, properties, body, CancellationToken.None);
    }
}
