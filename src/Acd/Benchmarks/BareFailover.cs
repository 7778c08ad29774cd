using System.Diagnostics;
using AcdRouter.Simulation.Load;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AcdRouter.Acd;

/// <summary>
/// The yardstick of a fail-over: two bare consumers in line at a quorum queue with a single active one. The line of the first breaks, as it
/// does when its process is killed; how long until the second is given a message?
/// </summary>
internal static class BareFailover
{
    private const string Queue = "acd-bench-failover";
    private static readonly TimeSpan PublishEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<Spread> MeasureAsync(int port, int times, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var connection = await ConnectAsync(port, cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true };
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
        var publishing = PublishAsync(channel, ending.Token);
        var found = new List<TimeSpan>();
        for (var i = 0; i < times; i++) found.Add(await OnceAsync(port, cancellationToken));
        await ending.CancelAsync();
        await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Spread.Of(found);
    }

    private static async Task<TimeSpan> OnceAsync(int port, CancellationToken cancellationToken)
    {
        await using var line = CuttableLine.To(port);
        var (active, first) = await ConsumeAsync(line.Port, cancellationToken);
        await first.WaitAsync(Patience, cancellationToken);
        var (next, second) = await ConsumeAsync(port, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        line.Break();
        await second.WaitAsync(Patience, cancellationToken);
        var took = Stopwatch.GetElapsedTime(started);
        await next.DisposeAsync();
        await active.DisposeAsync();
        return took;
    }

    private static async Task<(IConnection Connection, Task First)> ConsumeAsync(int port, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(port, cancellationToken);
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.BasicQosAsync(0, 100, global: false, cancellationToken);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivered) =>
        {
            first.TrySetResult();
            await channel.BasicAckAsync(delivered.DeliveryTag, multiple: false, cancellationToken);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, cancellationToken);
        return (connection, first.Task);
    }

    private static Task<IConnection> ConnectAsync(int port, CancellationToken cancellationToken) =>
        new ConnectionFactory { HostName = "127.0.0.1", Port = port, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(cancellationToken);

    private static async Task PublishAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var body = new byte[300];
        while (true)
        {
            await channel.BasicPublishAsync("", Queue, mandatory: false, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, body, cancellationToken);
            await Task.Delay(PublishEvery, cancellationToken);
        }
    }
}
