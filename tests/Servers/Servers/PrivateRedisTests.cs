using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Servers;

public sealed class PrivateRedisTests(OwnRedis redis) : IClassFixture<OwnRedis>
{
    [Fact]
    public async Task It_answers_under_its_address()
    {
        var uri = new Uri(redis.Address);
        uri.Scheme.ShouldBe("redis");
        (await Sockets.AskAsync(uri.Port, "PING\r\n"u8.ToArray())).ShouldStartWith("+PONG");
    }

    [Fact]
    public async Task What_it_took_is_there_after_a_kill_and_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var own = await PrivateRedis.StartAsync(folder["redis"], ["--appendfsync", "always"], TestContext.Current.CancellationToken);
        (await own.SayAsync("SET kept yes", TestContext.Current.CancellationToken)).ShouldStartWith("+OK");
        var (port, process) = (own.Port, own.ProcessId);

        own.Kill();
        await own.RestartAsync(TestContext.Current.CancellationToken);

        own.Port.ShouldBe(port);
        own.ProcessId.ShouldNotBe(process);
        (await own.SayAsync("GET kept", TestContext.Current.CancellationToken)).ShouldContain("yes");
    }

    [Fact]
    public async Task Frozen_it_keeps_silent_and_thawed_it_goes_on()
    {
        using var folder = new TemporaryFolder();
        await using var own = await PrivateRedis.StartAsync(folder["redis"], TestContext.Current.CancellationToken);

        own.Freeze();
        await Should.ThrowAsync<ServerFailedException>(() => own.SayAsync("PING", TestContext.Current.CancellationToken));
        own.Thaw();

        (await own.SayAsync("PING", TestContext.Current.CancellationToken)).ShouldStartWith("+PONG");
    }

    [Fact]
    public async Task A_replica_has_what_the_other_took()
    {
        using var folder = new TemporaryFolder();
        await using var master = await PrivateRedis.StartAsync(folder["master"], TestContext.Current.CancellationToken);
        await using var replica = await PrivateRedis.StartAsync(folder["replica"], TestContext.Current.CancellationToken);
        await replica.FollowAsync(master, TestContext.Current.CancellationToken);
        await master.SayAsync("SET shared yes", TestContext.Current.CancellationToken);

        await Eventually.Holds(
            async () => (await replica.SayAsync("GET shared", TestContext.Current.CancellationToken)).Contains("yes", StringComparison.Ordinal),
            "the replica has the key");
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        using var folder = new TemporaryFolder();
        var failed = await Should.ThrowAsync<ServerFailedException>(
            () => PrivateRedis.StartAsync(folder["redis"], ["--nonsense", "yes"], TestContext.Current.CancellationToken));
        failed.Message.ShouldContain("nonsense");
    }
}
