using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AcdRouter.Servers.Tests;

/// <summary>A command may come back to its queue for two reasons: nobody was there to decide it, or whoever did died of it.</summary>
public sealed class ReturnedCommandTests(SharedRabbit broker)
{
    private static CancellationToken Cancelled => Installation.Cancelled;

    [Fact, Accepts("I10")]
    public async Task I10_a_command_that_came_back_often_while_nobody_decided_it_is_decided()
    {
        await using var installation = await Installation.OnAsync(broker);
        var (queue, left) = await LeaveAsync(installation);
        await ReturnAsync(installation.Bus, queue, left, times: 3 * KernelLimits.MaxDeliveries);

        var core = await installation.StartAsync(RunRole.Core);

        await Eventually.Holds(async () => await CountAsync(installation.Bus, queue) == 0, "the queue is empty");
        var answer = await core.Engine.SendAsync(left, Cancelled);
        answer.IsAccepted.ShouldBeTrue(answer.Refusal?.Message);
        (await ErrorQueues.RedriveAsync(installation.Bus, queue, onlyLook: true, Cancelled)).ShouldBeEmpty();
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_command_that_several_processes_died_of_is_refused_and_waits_in_the_error_queue()
    {
        await using var installation = await Installation.OnAsync(broker);
        var (queue, left) = await LeaveAsync(installation);
        await ReturnAsync(installation.Bus, queue, left, times: RabbitLimits.UnsuspectedReturns + 1);
        // What processes leave that die with it in hand.
        installation.Journals.Tries[left.CommandId] = KernelLimits.MaxDeliveries;

        var core = await installation.StartAsync(RunRole.Core);

        await Eventually.Holds(
            async () => (await ErrorQueues.RedriveAsync(installation.Bus, queue, onlyLook: true, Cancelled)).Values.Sum() == 1, "the command is in the error queue");
        (await core.Engine.SendAsync(left, Cancelled)).Refusal!.Reason.ShouldBe(RefusalReason.CommandFailed);
        installation.Journals.Tries.ShouldBeEmpty();
    }

    /// <summary>A command in its partition's queue while no core runs.</summary>
    private static async Task<(string Queue, StartSession Command)> LeaveAsync(Installation installation)
    {
        var core = await installation.StartAsync(RunRole.Core);
        var partition = await installation.Journals.AssignSiteAsync(Installation.Demo.Site, Cancelled);
        await core.StopAsync();
        var web = await installation.StartAsync(RunRole.Web);
        var left = Installation.Start("boris");
        var endpoint = await web.Service<IBus>().GetSendEndpoint(BusNames.CommandsAddress);
        await endpoint.Send(
            left,
            sending =>
            {
                sending.MessageId = left.CommandId.Value;
                sending.SetRoutingKey(left.Site.Value);
            },
            Cancelled);
        await web.StopAsync();
        return (BusNames.Partition(partition), left);
    }

    /// <summary>Takes the command and gives it back, as an owner does that lets go of the partition.</summary>
    private static async Task ReturnAsync(RabbitAddress address, string queue, StartSession command, int times)
    {
        await using var connection = await address.ConnectAsync("test", Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        var returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            await channel.BasicNackAsync(message.DeliveryTag, multiple: false, requeue: true, Cancelled);
            if (message.BasicProperties.MessageId == command.CommandId.ToString() && --times == 0) returned.SetResult();
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, Cancelled);
        await returned.Task.WaitAsync(Eventually.Patience, Cancelled);
    }

    private static async Task<uint> CountAsync(RabbitAddress address, string queue)
    {
        await using var connection = await address.ConnectAsync("test", Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        return await channel.MessageCountAsync(queue, Cancelled);
    }
}
