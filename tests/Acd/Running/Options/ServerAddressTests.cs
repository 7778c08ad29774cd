using AcdRouter.Journals;

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
    [InlineData("postgres://acd:s3cret@pg")]
    [InlineData("postgres://:s3cret@pg/history")]
    [InlineData("postgres://acd:s3cret@pg/history?sslmode=maybe")]
    [InlineData("postgres://acd:s3cret@pg/history?password=s3cret")]
    public void What_is_no_history_is_refused_without_its_password(string text) => Refused(PostgresAddress.Parse(text).Problem);

    [Theory]
    [InlineData("amqp://acd:s3cret@one:5672,two:5673/site", "one:5672,two:5673", "site")]
    [InlineData("amqps://acd:s3%2Ccret@one, two ,three:1", "one:5671,two:5671,three:1", "/")]
    [InlineData("amqp://acd:s3,cret@one,two/a%2Fb", "one:5672,two:5672", "a/b")]
    public void A_bus_of_several_nodes_is_read(string text, string hosts, string virtualHost)
    {
        var bus = BusAddress.Parse(text).Address.ShouldNotBeNull();
        bus.Hosts.ShouldBe(hosts);
        bus.VirtualHost.ShouldBe(virtualHost);
        bus.Nodes.ShouldAllBe(node => node.User == "acd" && node.Password.EndsWith("cret", StringComparison.Ordinal));
        bus.ToString().ShouldBe($"{bus.Server.Scheme}://acd:***@{hosts}/{Uri.EscapeDataString(virtualHost == "/" ? "" : virtualHost)}");
        new RabbitAddress(bus).Nodes.Count.ShouldBe(hosts.Count(each => each == ',') + 1);
    }

    [Theory]
    [InlineData("amqp://acd:s3cret@one,/site")]
    [InlineData("amqp://acd:s3cret@,one/site")]
    [InlineData("amqp://acd:s3cret@one,,two/site")]
    [InlineData("amqp://acd:s3cret@one:5672,one/site")]
    [InlineData("amqp://acd:s3cret@one:x,two/site")]
    [InlineData("amqp://acd:s3cret@one,acd:s3cret@two/site")]
    [InlineData("amqp://acd:s3cret@n1,n2,n3,n4,n5,n6,n7,n8,n9,n10,n11,n12,n13,n14,n15,n16,n17/site")]
    public void Nodes_that_are_none_or_named_twice_or_too_many_are_refused_without_the_password(string text) => Refused(BusAddress.Parse(text).Problem);

    [Fact]
    public void An_address_is_printed_without_its_password()
    {
        BusAddress.Parse("amqp://acd:s3cret@rabbit/site").Address!.ToString().ShouldBe("amqp://acd:***@rabbit:5672/site");
        PostgresAddress.Parse("postgres://acd:s3cret@pg/h").Address!.ToString().ShouldBe("postgres://acd:***@pg:5432/h");
        var servers = new ServerAddresses(
            BusAddress.Parse("amqp://acd:s3cret@rabbit/site").Address!,
            RedisAddress.Parse("redis://:s3cret@redis"),
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
