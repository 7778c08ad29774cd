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

        await Eventually.Holds(() => again.Count == AtOnce, "all have come again");
        again.Order().ShouldBe([0, 1, 2, 3]);
        first.ShouldNotBeEmpty();
        await bus.StopAsync(Cancelled);
    }

    internal sealed record Word(int Number);
}
