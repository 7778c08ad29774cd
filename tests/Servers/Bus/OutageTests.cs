using AcdRouter.Acd;
using AcdRouter.Testing;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Servers.Tests;

public sealed class OutageTests(SharedRabbit broker)
{
    private static CancellationToken Cancelled => Installation.Cancelled;

    [Fact]
    public async Task While_the_journal_is_away_who_waits_is_told_and_a_command_that_nobody_waits_for_stays_until_it_is_back()
    {
        await using var installation = await Installation.OnAsync(broker);
        var core = await installation.StartAsync(RunRole.Core);
        var partition = await installation.Journals.AssignSiteAsync(Installation.Demo.Site, Cancelled);
        await Eventually.Holds(() => core.Owned.Contains(partition), "the core owns the site's partition");
        installation.Journals.IsAway = true;

        var left = Installation.Start("boris");
        var endpoint = await core.Service<IBus>().GetSendEndpoint(BusNames.CommandsAddress);
        await endpoint.Send(left, sending => sending.SetRoutingKey(left.Site.Value), Cancelled);
        await Should.ThrowAsync<EngineUnavailableException>(() => core.Engine.SendAsync(Installation.Start(), Cancelled));
        await Eventually.Holds(() => core.Partitions.Duties.All(duty => !duty.IsSubscribed), "the core has let go of its consumers");
        (await core.Status.FindProblemAsync(Cancelled)).ShouldNotBeNull();

        installation.Journals.IsAway = false;
        await Eventually.Holds(() => core.Owned.Contains(partition), "the core owns the partition again", TimeSpan.FromSeconds(60));
        await Eventually.Holds(
            async () => (await core.Engine.SendAsync(left, Cancelled)).IsAccepted, "the command left behind was decided once, and its repeat is answered alike");
        (await core.Status.FindProblemAsync(Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task A_history_shorter_than_a_web_has_witnessed_halts_the_partition_and_ends_the_process()
    {
        await using var installation = await Installation.OnAsync(broker);
        var first = await installation.StartAsync(RunRole.Core);
        var web = await installation.StartAsync(RunRole.Web);
        var partition = await installation.Journals.AssignSiteAsync(Installation.Demo.Site, Cancelled);
        await web.Engine.SendAsync(Installation.Start(), Cancelled);
        await Eventually.Holds(() => web.Service<NewsWitness>().Of(partition).Sequence > 0, "the web has witnessed records");
        await first.StopAsync();

        installation.Journals.Lose(partition);
        var second = installation.Build(RunRole.Core);
        // Found at the claim or, when the web is heard only after it, a second later; the start may be through by then.
        _ = second.StartAsync(Cancelled);
        await Eventually.Holds(() => installation.Journals.Halted.ContainsKey(partition), "the partition is halted");

        second.Partitions.Lost!.Partition.ShouldBe(partition);
        installation.Journals.Halted.Keys.ShouldBe([partition]);
        second.IsStopping.ShouldBeTrue();
    }
}
