using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Servers;

public sealed class PrivatePostgresTests(OwnDatabase database) : IClassFixture<OwnDatabase>
{
    [Fact]
    public async Task It_answers_under_its_address() =>
        (await Databases.TellAsync(database.Address, "SELECT current_database()", TestContext.Current.CancellationToken)).ShouldStartWith("test_");

    [Fact]
    public async Task It_wants_the_password()
    {
        var without = new UriBuilder(database.Address) { Password = "wrong" }.Uri.ToString();
        (await Should.ThrowAsync<ServerFailedException>(() => Databases.TellAsync(without, "SELECT 1", TestContext.Current.CancellationToken)))
            .Message.ShouldContain("password");
    }

    [Fact]
    public async Task What_it_took_is_there_after_a_kill_and_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var own = await PrivatePostgres.StartAsync(folder["postgres"], TestContext.Current.CancellationToken);
        await Databases.TellAsync(own.Address, "CREATE TABLE kept AS SELECT 42 AS number", TestContext.Current.CancellationToken);

        own.Kill();
        (await Sockets.IsOpenAsync(own.Port)).ShouldBeFalse();
        await own.RestartAsync(TestContext.Current.CancellationToken);

        (await Databases.TellAsync(own.Address, "SELECT number FROM kept", TestContext.Current.CancellationToken)).Trim().ShouldBe("42");
    }
}
