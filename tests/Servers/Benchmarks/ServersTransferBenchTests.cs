using AcdRouter.Acd;
using AcdRouter.Servers.Tests.Installations;
using AcdRouter.Servers.Tests.Services;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Benchmarks;

/// <summary><c>acd bench transfer --shape servers</c> runs; how fast is for people to read, on a quiet machine.</summary>
public sealed class ServersTransferBenchTests(OwnDatabase database, SharedRabbit rabbit) : IClassFixture<OwnDatabase>
{
    private static readonly TransferPlan Short = new(UnderWay: 4, WarmUp: TimeSpan.Zero, Length: TimeSpan.FromSeconds(1));

    [Fact, Accepts("S9")]
    public async Task S9_hand_overs_on_servers_are_measured_beside_their_yardsticks()
    {
        using var folder = new TemporaryFolder();
        await using var three = await ThreeServers.StartAsync(database, rabbit);
        var servers = new TransferServers(three.Redis.Address, database.Address, (_, _) => three.AnotherHostAsync());
        var bench = new ServersTransferBench(
            servers, folder["bench"], ["dotnet", Programs.Acd], Short, TestContext.Current.SendDiagnosticMessage);

        var figures = await bench.RunAsync(TestContext.Current.CancellationToken);

        figures.HandOversPerSecond.ShouldBeGreaterThan(0);
        figures.BarePerSecond.ShouldBeGreaterThan(0);
        figures.RawBrokerPerSecond.ShouldNotBeNull().ShouldBeGreaterThan(0);
        figures.RawJournalPerSecond.ShouldBeGreaterThan(0);
        // Every hand-over tells at least the offer, the giver, the taker and the customer.
        figures.News.ShouldBeGreaterThanOrEqualTo(4);
        figures.Latency.Count.ShouldBeGreaterThan(0);
        figures.BareLatency.Count.ShouldBeGreaterThan(0);
    }
}
