using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;
using AcdRouter.Web;

namespace AcdRouter.Servers.Tests;

public sealed class ClusterTests
{
    private static CancellationToken Cancelled => Installation.Cancelled;

    [Fact]
    public async Task A_core_and_a_web_go_on_when_the_node_named_first_is_killed()
    {
        using var folder = new TemporaryFolder();
        await using var cluster = await PrivateRabbitCluster.StartAsync(folder["rabbit"], Cancelled);
        var ports = cluster.Addresses.Select(address => $"127.0.0.1:{new Uri(address).Port}");
        await using var installation = new Installation($"amqp://guest:guest@{string.Join(',', ports)}/");
        var core = await installation.StartAsync(RunRole.Core);
        var web = await installation.StartAsync(RunRole.Web);
        (await web.Engine.SendAsync(Installation.Start(), Cancelled)).IsAccepted.ShouldBeTrue();

        cluster.Kill(0);
        var again = Installation.Start("boris");

        await Eventually.Holds(() => TryAsync(web, again), "a command is answered over another node", TimeSpan.FromSeconds(90));
        await Eventually.Holds(() => core.Owned.Count == installation.Journals.Partitions, "the core owns all", TimeSpan.FromSeconds(60));
    }

    private static async Task<bool> TryAsync(Node web, StartSession command)
    {
        try
        {
            return (await web.Engine.SendAsync(command, Cancelled)).IsAccepted;
        }
        catch (EngineUnavailableException)
        {
            return false;
        }
    }
}
