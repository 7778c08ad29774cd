namespace AcdRouter.Acd.Tests;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("amqp://acd:s3cret@rabbit/site", "acd", "s3cret", "rabbit", 5672, "site", false)]
    [InlineData("amqps://acd:s3cret@rabbit:5000/site", "acd", "s3cret", "rabbit", 5000, "site", true)]
    [InlineData("amqps://acd:p%40s%2Fs@rabbit/%2Fx", "acd", "p@s/s", "rabbit", 5671, "/x", true)]
    [InlineData("amqp://acd:s3cret@rabbit", "acd", "s3cret", "rabbit", 5672, "/", false)]
    [InlineData("amqp://acd:s3cret@rabbit/%2F", "acd", "s3cret", "rabbit", 5672, "/", false)]
    public void A_bus_is_read(string text, string user, string password, string host, int port, string virtualHost, bool encrypted)
    {
        var bus = BusAddress.Parse(text).Address.ShouldNotBeNull();
        (bus.Server.User, bus.Server.Password, bus.Server.Host, bus.Server.Port).ShouldBe((user, password, host, port));
        bus.VirtualHost.ShouldBe(virtualHost);
        bus.IsEncrypted.ShouldBe(encrypted);
    }

    [Theory]
    [InlineData("redis://redis", "", "", 6379, 0, false)]
    [InlineData("redis://:s3cret@redis:7000/3", "", "s3cret", 7000, 3, false)]
    [InlineData("rediss://acd:s3cret@redis", "acd", "s3cret", 6379, 0, true)]
    public void A_journal_is_read(string text, string user, string password, int port, int database, bool encrypted)
    {
        var journal = RedisAddress.Parse(text).Address.ShouldNotBeNull();
        (journal.Server.User, journal.Server.Password, journal.Server.Port, journal.Database).ShouldBe((user, password, port, database));
        journal.IsEncrypted.ShouldBe(encrypted);
    }

    [Theory]
    [InlineData("postgres://acd:s3cret@pg/history", 5432, "prefer")]
    [InlineData("postgresql://acd:s3cret@pg:5000/history?sslmode=verify-full", 5000, "verify-full")]
    public void A_history_is_read(string text, int port, string encryption)
    {
        var history = PostgresAddress.Parse(text).Address.ShouldNotBeNull();
        (history.Server.User, history.Server.Password, history.Server.Port).ShouldBe(("acd", "s3cret", port));
        history.Database.ShouldBe("history");
        history.Encryption.ShouldBe(encryption);
    }

    [Theory]
    [InlineData("amqp://rabbit/site")]
    [InlineData("http://acd:s3cret@rabbit/site")]
    [InlineData("amqp://acd:s3cret@rabbit/site?x=1")]
    [InlineData("amqp://acd:s3cret/x@rabbit/site")]
    [InlineData("acd:s3cret@rabbit")]
    public void What_is_no_bus_is_refused_without_its_password(string text) => Refused(BusAddress.Parse(text).Problem);

    [Theory]
    [InlineData("redis://:s3cret@redis/name")]
    [InlineData("redis://:s3cret@redis/-1")]
    [InlineData("redis://:s3cret@redis/99999")]
    [InlineData("redis://:s3cret@redis/0?ssl=true")]
    [InlineData("redis:s3cret@redis")]
    public void What_is_no_journal_is_refused_without_its_password(string text) => Refused(RedisAddress.Parse(text).Problem);

    [Theory]
    [InlineData("postgres://acd:s3cret@pg")]
    [InlineData("postgres://:s3cret@pg/history")]
    [InlineData("postgres://acd:s3cret@pg/history?sslmode=maybe")]
    [InlineData("postgres://acd:s3cret@pg/history?password=s3cret")]
    public void What_is_no_history_is_refused_without_its_password(string text) => Refused(PostgresAddress.Parse(text).Problem);

    [Fact]
    public void An_address_is_printed_without_its_password()
    {
        BusAddress.Parse("amqp://acd:s3cret@rabbit/site").Address!.ToString().ShouldBe("amqp://acd:***@rabbit:5672/site");
        RedisAddress.Parse("redis://:s3cret@redis/1").Address!.ToString().ShouldBe("redis://:***@redis:6379/1");
        PostgresAddress.Parse("postgres://acd:s3cret@pg/h").Address!.ToString().ShouldBe("postgres://acd:***@pg:5432/h");
        var servers = new ServerAddresses(
            BusAddress.Parse("amqp://acd:s3cret@rabbit/site").Address!,
            RedisAddress.Parse("redis://:s3cret@redis").Address,
            PostgresAddress.Parse("postgres://acd:s3cret@pg/h").Address!);
        servers.ToString().ShouldNotContain("s3cret");
    }

    private static void Refused(string? problem)
    {
        problem.ShouldNotBeNull();
        problem.ShouldNotContain("s3cret");
        problem.ShouldEndWith(".");
    }
}
