using System.Collections.Concurrent;
using AcdRouter.Acd;
using AcdRouter.Testing;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace AcdRouter.Servers.Tests;

public sealed class LostChannelTests(SharedRabbit broker)
{
    private const int AtOnce = 4;

    private static CancellationToken Cancelled => Installation.Cancelled;

    /// <summary>
    /// A connection is lost channel by channel; what one in hand then throws because another was lost makes the library close its own, from
    /// within. Without <see cref="DetachedConsumer"/> it waits there for itself, and for ever.
    /// </summary>
    [Fact]
    public async Task Deliveries_that_end_because_another_channel_was_lost_come_again_on_a_new_one()
    {
        await using var installation = await Installation.OnAsync(broker);
        var first = new ConcurrentBag<Guid?>();
        var again = new ConcurrentBag<int>();
        var bus = Bus.Factory.CreateUsingRabbitMq(configurator =>
        {
            RabbitBus.Connect(configurator, installation.Bus, "test", NullLogger<DetachedConsumer>.Instance, before: null);
            configurator.ReceiveEndpoint("acd-test", endpoint =>
            {
                endpoint.ConcurrentMessageLimit = AtOnce;
                endpoint.ConfigureReceive(pipe => pipe.UseExecute(delivery =>
                {
                    if (delivery.Redelivered) return;
                    first.Add(delivery.GetMessageId());
                    throw new OperationInterruptedException(new ShutdownEventArgs(ShutdownInitiator.Library, 0, "Another channel is lost."));
                }));
                endpoint.Handler<Word>(word =>
                {
                    again.Add(word.Message.Number);
                    return Task.CompletedTask;
                });
            });
        });
        await bus.StartAsync(Cancelled);
        for (var number = 0; number < AtOnce; number++) await bus.Publish(new Word(number), Cancelled);

        await Eventually.Holds(() => again.Distinct().Count() == AtOnce, "all have come again");
        again.Distinct().Order().ShouldBe([0, 1, 2, 3]);
        first.ShouldNotBeEmpty();
        await bus.StopAsync(Cancelled);
    }

    [Theory]
    [InlineData(1, 3_000)]
    [InlineData(AtOnce, 200)]
    public async Task So_many_deliveries_are_in_hand_at_once_as_are_asked_for_and_one_by_one_they_keep_their_order(int atOnce, int count)
    {
        await using var installation = await Installation.OnAsync(broker);
        var taken = new ConcurrentQueue<int>();
        var (inHand, most) = (0, 0);
        // Until then they pile up, so that they come in a burst.
        var published = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var bus = Bus.Factory.CreateUsingRabbitMq(configurator =>
        {
            RabbitBus.Connect(configurator, installation.Bus, "test", NullLogger<DetachedConsumer>.Instance, before: null);
            configurator.ReceiveEndpoint("acd-test", endpoint =>
            {
                endpoint.PrefetchCount = BusLimits.NewsPrefetch;
                endpoint.ConcurrentMessageLimit = atOnce;
                endpoint.Handler<Word>(async word =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inHand));
                    taken.Enqueue(word.Message.Number);
                    await published.Task;
                    Interlocked.Decrement(ref inHand);
                });
            });
        });
        await bus.StartAsync(Cancelled);
        for (var number = 0; number < count; number++) await bus.Publish(new Word(number), Cancelled);
        published.SetResult();

        await Eventually.Holds(() => taken.Count == count, "all are taken");
        most.ShouldBe(atOnce);
        if (atOnce == 1) taken.ShouldBe(Enumerable.Range(0, count));
        await bus.StopAsync(Cancelled);
    }

    internal sealed record Word(int Number);
}
