using RabbitMQ.Client;

namespace AcdRouter.Acd;

/// <summary>
/// A channel on which messages go out one behind the other while their confirmations are still under way. The library's own waiting for
/// confirmations would publish either one at a time or in no order. No publishing is cancelled, only the wait for it is given up: the library
/// (7.1.2) then lets go of a turn that it never had, and gives a number twice (rabbitmq-dotnet-client, issue 1900).
/// </summary>
internal sealed class ConfirmedChannel : IAsyncDisposable
{
    private readonly IChannel channel;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock guard = new();

    // Bounded by the senders: each waits for what it has under way before it sends more.
    private readonly SortedDictionary<ulong, TaskCompletionSource> unconfirmed = [];

    private ConfirmedChannel(IChannel channel)
    {
        this.channel = channel;
        channel.BasicAcksAsync += (_, ack) => Settle(ack.DeliveryTag, ack.Multiple, null);
        channel.BasicNacksAsync += (_, nack) => Settle(nack.DeliveryTag, nack.Multiple, new IOException("The broker has not taken a message."));
        channel.ChannelShutdownAsync += (_, end) => Settle(ulong.MaxValue, multiple: true, new IOException($"The broker has closed the channel: {end.ReplyText}"));
    }

    public bool IsOpen => channel.IsOpen;

    public static async Task<ConfirmedChannel> OpenAsync(IConnection connection, CancellationToken cancellationToken) =>
        new(await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancellationToken));

    /// <summary>Publishes messages in their order; returns when the broker has confirmed all of them.</summary>
    /// <exception cref="IOException">It has not taken one, or is gone.</exception>
    public async Task PublishAsync(string exchange, IEnumerable<OutgoingEvent> messages, CancellationToken cancellationToken)
    {
        var confirmed = new List<Task>();
        await turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var message in messages)
            {
                confirmed.Add(Expect(await channel.GetNextPublishSequenceNumberAsync(cancellationToken)));
                await channel.BasicPublishAsync(exchange, message.Key, mandatory: false, message.Properties, message.Body, CancellationToken.None).AsTask().WaitAsync(cancellationToken);
            }
        }
        finally
        {
            turn.Release();
        }
        await Task.WhenAll(confirmed).WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await Settle(ulong.MaxValue, multiple: true, new IOException("The channel was closed."));
        turn.Dispose();
    }

    private Task Expect(ulong number)
    {
        lock (guard)
        {
            // A number that was expected before was never used: publishing under it had failed.
            unconfirmed[number] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return unconfirmed[number].Task;
        }
    }

    private Task Settle(ulong number, bool multiple, IOException? failed)
    {
        lock (guard)
        {
            foreach (var each in multiple ? unconfirmed.Keys.TakeWhile(key => key <= number).ToList() : [number])
            {
                if (!unconfirmed.Remove(each, out var waiting)) continue;
                if (failed is null) waiting.SetResult();
                else waiting.SetException(failed);
            }
        }
        return Task.CompletedTask;
    }
}
