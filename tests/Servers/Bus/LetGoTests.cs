using AcdRouter.Acd;
using AcdRouter.Simulation.Load;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;
using MassTransit;

namespace AcdRouter.Servers.Tests;

/// <summary>Whatever ends a duty ends its consumer: a consumer that nobody reads would keep the partition from everybody else.</summary>
public sealed class LetGoTests(SharedRabbit broker)
{
    private static readonly CancellationToken NoPatience = new(canceled: true);

    private static CancellationToken Cancelled => Installation.Cancelled;

    [Fact, Refuses("I10")]
    public async Task I10_a_consumer_whose_cancelling_was_given_up_gives_the_partition_to_the_next_and_can_be_subscribed_again()
    {
        await using var installation = await Installation.OnAsync(broker);
        var core = await installation.StartAsync(RunRole.Core);
        var web = await installation.StartAsync(RunRole.Web);
        await Eventually.Holds(() => core.Owned.Count == installation.Journals.Partitions, "the core owns all");
        await using var keeper = new PartitionKeeper(0, core.Service<KeeperParts>());
        var endpoint = new PartitionEndpoint(web.Service<IBusControl>(), keeper, core.Service<PartitionConsumers>(), TimeProvider.System);

        for (var round = 0; round < 2; round++)
        {
            keeper.Begin();
            await endpoint.SubscribeAsync(Cancelled);
            core.Partitions.Duties[0].Move();
            await Eventually.Holds(() => keeper.IsOwner, "who stood in line owns the partition");

            var given = await endpoint.LetGoAsync(NoPatience);
            await keeper.EndAsync();

            given.ShouldNotBeNull();
            await Eventually.Holds(() => core.Owned.Contains(0), "the broker has given it to the core again");
        }
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_core_that_was_cut_off_from_journal_and_broker_at_once_comes_back_into_line()
    {
        using var folder = new TemporaryFolder();
        await using var rabbit = await PrivateRabbit.StartAsync(folder["rabbit"], management: false, [], Cancelled);
        await using var line = CuttableLine.To(new Uri(rabbit.Address).Port);
        await using var installation = new Installation(rabbit.Address);
        var core = await installation.StartAsync(RunRole.Core, installation.Over(line));
        await Eventually.Holds(() => core.Owned.Count == installation.Journals.Partitions, "the core owns all");

        line.Cut();
        installation.Journals.IsAway = true;
        await Eventually.Holds(() => core.Partitions.Duties.All(duty => !duty.IsSubscribed), "it has let go of all, as well as it could", TimeSpan.FromSeconds(60));
        installation.Journals.IsAway = false;
        line.Mend();

        await Eventually.Holds(
            () => core.Owned.Count == installation.Journals.Partitions, "it owns all again", TimeSpan.FromSeconds(90));
    }
}
