using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Simulation.Demo;
using AcdRouter.Simulation.Load;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AcdRouter.Acd;

/// <summary>
/// A voice bridge as another service would be: listens to events in plain JSON, notes where the journal ended when it was told to tear
/// a call down, and confirms.
/// </summary>
internal sealed class ChaosBridge(IReadOnlyList<int> ports, string host, JournalKeeper keeper) : IAsyncDisposable
{
    // By their names, as any other service knows them.
    private const string Events = "acd-events";
    private const string Services = "acd-services";
    private const string Queue = "acd-chaos-bridge";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<Guid, TearDownSeen> seen = [];
    private readonly CancellationTokenSource ending = new();
    private Task running = Task.CompletedTask;

    public IReadOnlyList<TearDownSeen> Seen => [.. seen.Values];

    public void Start() => running = RunAsync();

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private async Task RunAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await ServeAsync();
            }
            catch (Exception) when (!ending.IsCancellationRequested)
            {
                // The broker is the one that was killed: the queue keeps what comes meanwhile.
            }
            await Task.Delay(Pause, ending.Token);
        }
    }

    private async Task ServeAsync()
    {
        var factory = new ConnectionFactory { VirtualHost = host, AutomaticRecoveryEnabled = false, RequestedHeartbeat = TimeSpan.FromSeconds(5) };
        await using var connection = await factory.CreateConnectionAsync([.. ports.Select(port => new AmqpTcpEndpoint("127.0.0.1", port))], ending.Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ending.Token);
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: ending.Token);
        foreach (var entity in (string[])["open-voice-call", "end-voice-call"])
        {
            await channel.QueueBindAsync(Queue, Events, $"*.{entity}", cancellationToken: ending.Token);
        }
        await channel.BasicQosAsync(0, 50, global: false, ending.Token);
        var consumer = new AsyncEventingBasicConsumer(channel);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        };
        consumer.ReceivedAsync += (_, delivered) => TakeAsync(channel, delivered);
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, ending.Token);
        await lost.Task.WaitAsync(ending.Token);
    }

    private async Task TakeAsync(IChannel channel, BasicDeliverEventArgs delivered)
    {
        object? message = delivered.BasicProperties.Type switch
        {
            "open-voice-call" => JsonSerializer.Deserialize<OpenVoiceCall>(delivered.Body.Span, ContractsJson.Options),
            "end-voice-call" => JsonSerializer.Deserialize<EndVoiceCall>(delivered.Body.Span, ContractsJson.Options),
            _ => null,
        };
        var partition = Convert.ToInt32(delivered.BasicProperties.Headers?["partition"], CultureInfo.InvariantCulture);
        if (message is EndVoiceCall end && !seen.ContainsKey(end.Call.Value))
        {
            // Asked as soon as it is told: the record must be there by now.
            seen.TryAdd(end.Call.Value, new TearDownSeen(end.Site.Value, end.Call.Value, await ReadEndAsync(partition)));
        }
        if (message is not null && StandInVoiceBridge.Answer(message) is { } confirmed)
        {
            var properties = new BasicProperties
            {
                ContentType = "application/json",
                Type = confirmed is ConfirmVoiceCallOpened ? "confirm-voice-call-opened" : "confirm-voice-call-ended",
                UserId = "guest",
                DeliveryMode = DeliveryModes.Persistent,
            };
            var body = JsonSerializer.SerializeToUtf8Bytes(confirmed, confirmed.GetType(), ContractsJson.Options);
            await channel.BasicPublishAsync(Services, confirmed.Site.Value, mandatory: false, properties, body, ending.Token);
        }
        await channel.BasicAckAsync(delivered.DeliveryTag, multiple: false, ending.Token);
    }

    private async Task<long> ReadEndAsync(int partition)
    {
        while (true)
        {
            try
            {
                return await keeper.ReadEndAsync(partition, ending.Token);
            }
            catch (JournalUnavailableException)
            {
                await Task.Delay(Pause, ending.Token);
            }
        }
    }
}
