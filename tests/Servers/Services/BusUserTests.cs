using System.Text.Json.Nodes;
using AcdRouter.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AcdRouter.Servers.Tests.Services;

public sealed class BusUserTests(OwnVirtualHost host) : IClassFixture<OwnVirtualHost>
{
    private string[] Options => ["--bus", host.Address, "--management", host.Management.ToString()];

    [Fact]
    public async Task A_user_is_made_changed_and_removed_and_its_password_is_said_once()
    {
        var name = $"shop-{Guid.NewGuid():N}";
        var made = await UserAsync(name, "--site", "demo", "--site", "other", "--json");
        var first = made["address"]!.ToString();
        made["password"]!.ToString().Length.ShouldBe(43);
        made["sites"]!.AsArray().Select(site => site!.ToString()).ShouldBe(["demo", "other"]);
        (await ConnectsAsync(first)).ShouldBeTrue();

        var changed = await UserAsync(name, "--site", "demo", "--json");
        changed["password"].ShouldBeNull();
        (await ConnectsAsync(first)).ShouldBeTrue();

        var renewed = await UserAsync(name, "--site", "demo", "--new-password", "--json");
        (await ConnectsAsync(first)).ShouldBeFalse();
        (await ConnectsAsync(renewed["address"]!.ToString())).ShouldBeTrue();

        (await UserAsync(name, "--remove", "--json"))["removed"]!.GetValue<bool>().ShouldBeTrue();
        (await ConnectsAsync(renewed["address"]!.ToString())).ShouldBeFalse();
        var again = await Programs.AcdAsync(["bus", "user", name, "--remove", .. Options]);
        again.Code.ShouldBe(1);
        again.Out.ShouldContain($"no user {name}");
    }

    [Fact]
    public async Task For_people_it_is_four_lines()
    {
        var name = $"shop-{Guid.NewGuid():N}";
        var run = await Programs.AcdAsync(["bus", "user", name, "--site", "demo", .. Options]);
        run.Out.Trim().Split('\n').Select(line => line.Split(' ')[0]).ShouldBe(["user", "password", "address", "sites"]);
        await UserAsync(name, "--remove", "--json");
    }

    [Theory]
    [InlineData("shop", "Demo!", null, null, 2, "not a site's name")]
    [InlineData("Shop", "demo", null, null, 2, "not a service's name")]
    [InlineData("guest", "demo", null, null, 1, "was not made by this program")]
    [InlineData("shop", "demo", "http://guest:wrong@{0}", null, 1, "does not let guest in")]
    [InlineData("shop", "demo", "http://guest:guest@127.0.0.1:1", null, 1, "rabbitmq-plugins enable rabbitmq_management")]
    [InlineData("shop", "demo", "nonsense", null, 2, "expected such as http://USER:PASSWORD@HOST:15672")]
    [InlineData("shop", "demo", null, "amqp://guest:guest@127.0.0.1/no-such-host", 1, "no virtual host")]
    public async Task What_goes_wrong_is_said_in_a_sentence(string name, string site, string? management, string? bus, int code, string says)
    {
        string[] options =
        [
            "--bus", bus ?? host.Address,
            "--management", management?.Replace("{0}", host.Management.Authority, StringComparison.Ordinal) ?? host.Management.ToString(),
        ];
        var run = await Programs.AcdAsync(["bus", "user", name, "--site", site, .. options]);
        run.Code.ShouldBe(code, run.Errors);
        run.Errors.ShouldContain(says);
        run.Errors.ShouldNotContain("   at ");
        run.Errors.ShouldNotContain("wrong");
        run.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task Queues_need_the_exchanges_of_a_broker_that_was_prepared()
    {
        var name = $"shop-{Guid.NewGuid():N}";
        var run = await Programs.AcdAsync(["bus", "user", name, "--site", "demo", "--queues", .. Options]);
        run.Code.ShouldBe(1);
        run.Errors.ShouldContain("Run acd init first");
        await UserAsync(name, "--remove", "--json");
    }

    private async Task<JsonNode> UserAsync(string name, params string[] more)
    {
        var run = await Programs.AcdAsync(["bus", "user", name, .. more, .. Options]);
        run.Code.ShouldBe(0, run.Errors);
        return JsonNode.Parse(run.Out)!;
    }

    private static async Task<bool> ConnectsAsync(string address)
    {
        try
        {
            await using var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
            return true;
        }
        catch (BrokerUnreachableException)
        {
            return false;
        }
    }
}
