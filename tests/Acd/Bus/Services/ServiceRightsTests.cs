using System.Text.RegularExpressions;

namespace AcdRouter.Acd.Tests;

public sealed class ServiceRightsTests
{
    private static readonly ServiceRights Rights = new("shop", ["demo", "acme.eu", "demo"]);

    [Theory]
    [InlineData("demo", true)]
    [InlineData("acme.eu", true)]
    [InlineData("acme-eu", false)]
    [InlineData("acmeXeu", false)]
    [InlineData("demo2", false)]
    [InlineData("xdemo", false)]
    [InlineData("", false)]
    public void It_publishes_for_its_sites_only(string key, bool isAllowed) => Regex.IsMatch(key, Rights.Published).ShouldBe(isAllowed);

    [Theory]
    [InlineData("demo.session-started", true)]
    [InlineData("demo.*", true)]
    [InlineData("acme.eu.*", true)]
    [InlineData("demo.#", false)]
    [InlineData("#", false)]
    [InlineData("*.*", false)]
    [InlineData("*.session-started", false)]
    [InlineData("demo.eu.session-started", false)]
    [InlineData("other.session-started", false)]
    [InlineData("demo", false)]
    public void It_listens_to_its_sites_only(string key, bool isAllowed) => Regex.IsMatch(key, Rights.Bound).ShouldBe(isAllowed);

    [Theory]
    [InlineData("acd-services", true)]
    [InlineData("acd-service.shop.answers", true)]
    [InlineData("amq.gen-abc", true)]
    [InlineData("acd-service.shop2.answers", false)]
    [InlineData("acd-service.bank.answers", false)]
    [InlineData("acd-commands", false)]
    [InlineData("acd-events", false)]
    [InlineData("acd-partition-0", false)]
    [InlineData("amq.default", false)]
    [InlineData("amq.topic", false)]
    public void It_writes_to_what_is_its_own(string name, bool isAllowed) => Regex.IsMatch(name, Rights.Write).ShouldBe(isAllowed);

    [Theory]
    [InlineData("acd-events", true)]
    [InlineData("acd-service.shop.events", true)]
    [InlineData("amq.gen-abc", true)]
    [InlineData("acd-services", false)]
    [InlineData("acd-news", false)]
    [InlineData("acd-partition-0_error", false)]
    [InlineData("acd-service.bank.events", false)]
    public void It_reads_what_is_its_own(string name, bool isAllowed) => Regex.IsMatch(name, Rights.Read).ShouldBe(isAllowed);

    [Theory]
    [InlineData("amq.gen-abc", true)]
    [InlineData("acd-service.shop.mine", false)]
    [InlineData("anything", false)]
    public void It_declares_what_the_broker_names(string name, bool isAllowed) => Regex.IsMatch(name, ServiceRights.Configure).ShouldBe(isAllowed);

    [Theory]
    [InlineData("Shop", "demo")]
    [InlineData("a.b", "demo")]
    [InlineData("", "demo")]
    [InlineData("shop", "Demo")]
    [InlineData("shop", "a|b")]
    [InlineData("shop", "")]
    public void Names_that_are_none_are_refused_in_a_sentence(string name, string site)
    {
        var refused = Should.Throw<AcdException>(() => new ServiceRights(name, [site]));
        refused.ExitCode.ShouldBe(ExitCodes.Usage);
        refused.Message.ShouldContain("starting with a letter or digit");
    }

    [Theory]
    [InlineData("amqp://u:p%40@h:5673/v%2Fx", null, "http://h:15672/", "u", "p@", "v/x")]
    [InlineData("amqps://u:p@h", null, "http://h:15672/", "u", "p", "/")]
    [InlineData("amqp://u:p@h/v", "https://a:b@m/rabbit", "https://m/rabbit/", "a", "b", "v")]
    [InlineData("amqp://u:p@h/v", "http://m:1", "http://m:1/", "u", "p", "v")]
    [InlineData(null, "http://a:b@m:1", "http://m:1/", "a", "b", "/")]
    public void The_management_address_is_what_is_given_and_else_the_buss(
        string? bus, string? management, string url, string user, string password, string virtualHost)
    {
        var address = BrokerAddress.Parse(bus is null ? null : new RunValue([bus], "--bus"), management);
        address.Url.AbsoluteUri.ShouldBe(url);
        address.User.ShouldBe(user);
        address.Password.ShouldBe(password);
        address.VirtualHost.ShouldBe(virtualHost);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("http://u:secret@h", null)]
    [InlineData("amqp://h", null)]
    [InlineData("nonsense", null)]
    [InlineData("amqp://u:secret@h", "amqp://u:secret@h")]
    public void An_address_that_is_none_is_refused_without_its_password(string? bus, string? management)
    {
        var refused = Should.Throw<AcdException>(() => BrokerAddress.Parse(bus is null ? null : new RunValue([bus], "--bus"), management));
        refused.ExitCode.ShouldBe(ExitCodes.Usage);
        refused.Message.ShouldNotContain("secret");
    }
}
