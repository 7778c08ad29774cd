using AcdRouter.Acd;
using AcdRouter.Journals;
using AcdRouter.Servers.Tests.Postgres;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Installations;

public sealed class InitTests(OwnDatabase database, SharedRabbit rabbit) : IClassFixture<OwnDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_enters_one_id_everywhere_and_again_changes_nothing()
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit);
        var made = await Preparation.RunAsync(servers.Addresses, 4, null, acceptLoss: false, Stop);
        made.Partitions.ShouldBe(4);

        var again = await Preparation.RunAsync(servers.Addresses, null, null, acceptLoss: false, Stop);

        again.ShouldBe(made);
        (await BrokerInstallation.ReadAsync(servers.Addresses.Bus, Stop)).ShouldBe(made.Id);
        await using var store = await PostgresStore.ConnectAsync(servers.Addresses.History.ToOptions(), Stop);
        (await store.ReadInstallationAsync(Stop)).ShouldBe(made.Id);
        store.Keys.ReadAll().Count.ShouldBe(1, "the first key is made once");
        (await TopologyDeclarer.CountPartitionsAsync(new RabbitAddress(servers.Addresses.Bus), Stop)).ShouldBe(4);
    }

    [Fact]
    public async Task Replicas_are_waited_for_only_where_they_follow_and_given_up_when_they_are_gone()
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit, "--repl-diskless-sync-delay", "0");
        await Preparation.RunAsync(servers.Addresses, 4, null, acceptLoss: false, Stop);
        (await TooFewAsync(1)).ShouldContain("appends wait for 1");

        using var folder = new TemporaryFolder();
        await using (var replica = await PrivateRedis.StartAsync(folder["replica"], Stop))
        {
            await replica.FollowAsync(servers.Redis, Stop);
            await Eventually.Holds(async () => await TooFewAsync(1) is "", "a replica that follows");
        }
        await Eventually.Holds(async () => await TooFewAsync(1) is not "", "a replica that is gone");
        (await Preparation.RunAsync(servers.Addresses, 4, 0, acceptLoss: false, Stop)).Replicas.ShouldBe(0);

        async Task<string> TooFewAsync(int replicas)
        {
            try
            {
                (await Preparation.RunAsync(servers.Addresses, 4, replicas, acceptLoss: false, Stop)).Replicas.ShouldBe(replicas);
                return "";
            }
            catch (AcdException refused)
            {
                return refused.Message;
            }
        }
    }

    [Fact]
    public async Task Partitions_cannot_be_changed()
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit);
        await Preparation.RunAsync(servers.Addresses, 4, null, acceptLoss: false, Stop);

        var refused = await Should.ThrowAsync<AcdException>(() => Preparation.RunAsync(servers.Addresses, 8, null, acceptLoss: false, Stop));
        refused.ExitCode.ShouldBe(ExitCodes.Usage);
        refused.Message.ShouldContain("4 partitions for good");
    }

    [Fact]
    public async Task A_server_of_another_installation_is_refused_with_both_ids()
    {
        await using var one = await ThreeServers.StartAsync(database, rabbit);
        await using var other = await ThreeServers.StartAsync(database, rabbit);
        var first = await Preparation.RunAsync(one.Addresses, 4, null, acceptLoss: false, Stop);
        var second = await Preparation.RunAsync(other.Addresses, 4, null, acceptLoss: false, Stop);
        foreach (var mixed in (ServerAddresses[])
            [
                one.Addresses with { Journal = other.Addresses.Journal },
                one.Addresses with { History = other.Addresses.History },
                one.Addresses with { Bus = other.Addresses.Bus },
            ])
        {
            var refused = await Should.ThrowAsync<AcdException>(() => Preparation.RunAsync(mixed, null, null, acceptLoss: false, Stop));
            refused.Message.ShouldContain(first.Id.ToString());
            refused.Message.ShouldContain(second.Id.ToString());
            var notRun = await Should.ThrowAsync<AcdException>(() => ServerConnections.OpenAsync(ThreeServers.Core, mixed, Stop));
            notRun.Message.ShouldContain(first.Id.ToString());
            notRun.Message.ShouldContain(second.Id.ToString());
        }
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_store_that_lost_its_data_is_not_begun_anew_unless_the_loss_is_accepted()
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit);
        var made = await Preparation.RunAsync(servers.Addresses, 4, null, acceptLoss: false, Stop);
        await servers.Redis.SayAsync("FLUSHALL", Stop);

        var refused = await Should.ThrowAsync<AcdException>(() => Preparation.RunAsync(servers.Addresses, 4, null, acceptLoss: false, Stop));
        refused.ExitCode.ShouldBe(ExitCodes.HistoryLost);
        refused.Message.ShouldContain("is empty, but installation");
        (await Should.ThrowAsync<AcdException>(() => ServerConnections.OpenAsync(ThreeServers.Core, servers.Addresses, Stop))).Message.ShouldContain("acd init");

        (await Preparation.RunAsync(servers.Addresses, 4, null, acceptLoss: true, Stop)).Id.ShouldBe(made.Id);
    }

    [Fact]
    public async Task What_was_cut_short_is_finished()
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit);
        await using (var journal = await RedisStore.ConnectAsync(new RedisStoreOptions { Address = servers.Addresses.Journal! }, Stop))
        {
            await journal.InitialiseAsync(RedisInstallation.Of(PostgresTool.Installation, 2), Stop);
        }

        (await Preparation.RunAsync(servers.Addresses, null, null, acceptLoss: false, Stop)).Id.ShouldBe(PostgresTool.Installation);

        await using var connections = await ServerConnections.OpenAsync(ThreeServers.Core, servers.Addresses, Stop);
        connections.Installation.ShouldBe(PostgresTool.Installation);
    }

    [Fact]
    public async Task A_broker_that_lost_everything_is_prepared_again()
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit);
        var made = await Preparation.RunAsync(servers.Addresses, 2, null, acceptLoss: false, Stop);
        var elsewhere = servers.Addresses with { Bus = await servers.AnotherBusAsync() };
        (await Should.ThrowAsync<AcdException>(() => ServerConnections.OpenAsync(ThreeServers.Core, elsewhere, Stop))).Message.ShouldContain("not prepared");

        (await Preparation.RunAsync(elsewhere, null, null, acceptLoss: false, Stop)).Id.ShouldBe(made.Id);
    }

    [Theory]
    [InlineData("--appendonly", "no", "append-only")]
    [InlineData("--maxmemory-policy", "allkeys-lru", "evicts")]
    public async Task A_redis_that_loses_what_it_is_given_is_refused(string option, string value, string expected)
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit, option, value);
        (await Should.ThrowAsync<AcdException>(() => Preparation.RunAsync(servers.Addresses, null, null, acceptLoss: false, Stop))).Message.ShouldContain(expected);
    }

    [Fact]
    public async Task A_level_that_is_not_known_is_refused()
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit);
        await Preparation.RunAsync(servers.Addresses, 2, null, acceptLoss: false, Stop);
        await servers.Redis.SayAsync("HSET acd:installation level 99", Stop);
        (await Should.ThrowAsync<AcdException>(() => ServerConnections.OpenAsync(ThreeServers.Core, servers.Addresses, Stop))).Message.ShouldContain("99");
    }

    [Fact]
    public async Task A_web_process_asks_no_redis()
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit);
        await Preparation.RunAsync(servers.Addresses, 2, null, acceptLoss: false, Stop);
        servers.Redis.Kill();
        await using var connections = await ServerConnections.OpenAsync(ThreeServers.Web, servers.Addresses, Stop);
        connections.Journal.ShouldBeNull();
    }

    [Fact]
    public async Task A_server_that_is_away_is_named_without_its_password()
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit);
        var wrong = BusAddress.Parse(servers.Addresses.Bus.ToString().Replace("***", "wr0ng", StringComparison.Ordinal)).Address!;
        var away = await Should.ThrowAsync<BrokerRefusedException>(() => Preparation.RunAsync(servers.Addresses with { Bus = wrong }, null, null, acceptLoss: false, Stop));
        away.Message.ShouldContain("refuses the user or the password");
        away.Message.ShouldNotContain("wr0ng");
    }
}
