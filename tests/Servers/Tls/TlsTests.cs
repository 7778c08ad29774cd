using AcdRouter.Acd;
using AcdRouter.Servers.Tests.Services;
using AcdRouter.Simulation.Load;
using AcdRouter.Testing;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;

namespace AcdRouter.Servers.Tests.Tls;

/// <summary>Every connection to a server may be encrypted; whom a server's certificate must come from, the system's trust says.</summary>
public sealed class TlsTests(EncryptedServers servers) : IClassFixture<EncryptedServers>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_installation_runs_on_servers_whose_issuer_is_trusted()
    {
        string[] three = ["--bus", servers.Bus, "--journal", servers.Journal, "--history", servers.History];
        var init = await Programs.AcdTrustingAsync(servers.Authority, ["init", "--partitions", "1", .. three]);
        init.Code.ShouldBe(ExitCodes.Done, init.Errors);
        await using var program = new ProgramUnderLoad(
            "all",
            ["env", .. Programs.Trusting(servers.Authority)],
            address => ["run", "all", .. three, "--urls", address.OriginalString, "--settings", Path.Combine(Repository.Root, "samples", "site.yaml")],
            servers.Folder);

        // Ready with the site's settings in force: a command has gone over the bus and into the journal.
        await program.StartAsync(Cancelled);
        var code = await program.StopAsync(TimeSpan.FromSeconds(30), Cancelled);
        code.ShouldBe(ExitCodes.Done, await File.ReadAllTextAsync(program.Log, Cancelled));
    }

    [Theory]
    [InlineData("bus")]
    [InlineData("journal")]
    [InlineData("history")]
    public async Task A_server_whose_issuer_is_not_trusted_is_refused_by_name_with_the_reason(string encrypted)
    {
        var run = await Programs.AcdTrustingAsync(
            servers.Stranger,
            "init",
            "--bus", encrypted == "bus" ? servers.Bus : servers.PlainBus,
            "--journal", encrypted == "journal" ? servers.Journal : servers.PlainJournal,
            "--history", encrypted == "history" ? servers.History : servers.PlainHistory);
        TestContext.Current.TestOutputHelper!.WriteLine(run.Errors);
        run.Code.ShouldBe(ExitCodes.Failed);
        run.Errors.ShouldContain("certificate");
        run.Errors.ShouldContain(encrypted switch { "bus" => "amqps://", "journal" => "rediss://", _ => "postgres://" });
        run.Errors.Trim().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_bus_itself_trusts_no_issuer_that_the_system_does_not()
    {
        // Without the wait that holds the program's own bus back until a connection was made, and verified, elsewhere.
        var bus = Bus.Factory.CreateUsingRabbitMq(configurator =>
        {
            RabbitBus.Connect(configurator, new RabbitAddress(BusAddress.Parse(servers.Bus).Address!), "test", NullLogger<DetachedConsumer>.Instance, before: null);
            configurator.ReceiveEndpoint("acd-tls-test", static _ => { });
        });
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var starting = bus.StartAsync(enough.Token);
        await Eventually.Holds(() => Problems(bus).Contains("certificate", StringComparison.Ordinal) || starting.IsCompletedSuccessfully, "it has tried to connect");
        starting.IsCompletedSuccessfully.ShouldBeFalse();
        await enough.CancelAsync();
        await Task.WhenAny(starting);
    }

    private static string Problems(IBusControl bus)
    {
        var health = bus.CheckHealth();
        return string.Join(' ', health.Endpoints.Select(each => each.Value.Exception?.ToString()).Append(health.Exception?.ToString()));
    }
}
