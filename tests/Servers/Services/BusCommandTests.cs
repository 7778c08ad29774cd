using System.Text;
using System.Text.Json.Nodes;
using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AcdRouter.Servers.Tests.Services;

/// <summary><c>acd bus redrive</c> and <c>acd bus topology</c>, as an operator runs them.</summary>
public sealed class BusCommandTests(OwnVirtualHost host) : IClassFixture<OwnVirtualHost>
{
    private const string Queue = "acd-partition-1";
    private const int Partitions = 2;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redrive_says_what_is_in_error_queues_and_why_and_puts_it_back_as_it_was()
    {
        await DeclareAsync();
        await SetAsideAsync(Queue, 3, "CommandFailed", "It threw.");
        await SetAsideAsync(BusNames.UnknownSite, 1, "MessageMalformed", "No JSON.");

        var looked = await RedriveAsync("--dry-run", "--json");
        looked.Select(line => (line["queue"]!.ToString(), line["messages"]!.GetValue<int>(), line["reason"]!.ToString(), line["redriven"]!.GetValue<bool>()))
            .ShouldBe([(Queue, 3, "CommandFailed: It threw.", false), (BusNames.UnknownSite, 1, "MessageMalformed: No JSON.", false)]);
        (await CountAsync(Queue)).ShouldBe(0u);

        var one = await Programs.AcdAsync("bus", "redrive", "--bus", host.Address, "--partition", "1");
        one.Code.ShouldBe(ExitCodes.Done, one.Errors);
        one.Out.ShouldContain("3  CommandFailed: It threw.");
        one.Out.ShouldContain("3 messages were put back.");
        (await CountAsync(Queue)).ShouldBe(3u);
        (await RedriveAsync("--json")).ShouldHaveSingleItem()["redriven"]!.GetValue<bool>().ShouldBeTrue();
        (await RedriveAsync("--json")).ShouldBeEmpty();
        var (properties, body) = await TakeAsync(Queue);
        body.ShouldBe("{}");
        properties.Type.ShouldBe("start-session");
        properties.Headers!.Keys.ShouldContain("acd-site");
        properties.Headers.Keys.ShouldNotContain(name => name.StartsWith("MT-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Topology_says_what_is_there_what_is_missing_and_what_differs()
    {
        await DeclareAsync();
        (await TopologyAsync(ExitCodes.Done)).ShouldAllBe(line => line["about"]!.ToString() == "as it should be");
        await using (var connection = await ConnectAsync())
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
            await channel.ExchangeDeleteAsync(BusNames.News, cancellationToken: Cancelled);
            await channel.ExchangeDeleteAsync(BusNames.Events, cancellationToken: Cancelled);
            await channel.ExchangeDeclareAsync(BusNames.Events, "fanout", durable: true, cancellationToken: Cancelled);
        }

        var differing = (await TopologyAsync(ExitCodes.Failed)).Where(line => line["about"]!.ToString() != "as it should be").ToList();

        differing.Select(line => line["name"]!.ToString()).ShouldBe([BusNames.Events, BusNames.News]);
        differing[0]["about"]!.ToString().ShouldContain("inequivalent arg 'type'");
        differing[1]["about"]!.ToString().ShouldBe("missing");
        await using var mending = await ConnectAsync();
        await using var mended = await mending.CreateChannelAsync(cancellationToken: Cancelled);
        await mended.ExchangeDeleteAsync(BusNames.Events, cancellationToken: Cancelled);
    }

    [Theory]
    [InlineData("redrive")]
    [InlineData("topology")]
    public async Task A_broker_that_cannot_be_used_is_named_with_the_reason_and_without_the_password(string command)
    {
        var wrong = await Programs.AcdAsync("bus", command, "--bus", new UriBuilder(host.Address) { Password = "wr0ng" }.Uri.ToString());
        wrong.Code.ShouldBe(ExitCodes.Failed);
        wrong.Errors.ShouldContain("refuses the user or the password");
        var away = await Programs.AcdAsync("bus", command, "--bus", new UriBuilder(host.Address) { Port = 1 }.Uri.ToString());
        away.Code.ShouldBe(ExitCodes.Failed);
        away.Errors.ShouldContain("127.0.0.1:1/");
        away.Errors.ShouldContain("cannot be reached");
        foreach (var run in new[] { wrong, away })
        {
            run.Errors.Trim().Split('\n').ShouldHaveSingleItem();
            run.Errors.ShouldNotContain("wr0ng");
            run.Out.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_refused_with_what_is()
    {
        await DeclareAsync();
        var unknown = await Programs.AcdAsync("bus", "redrive", "--bus", host.Address, "--partition", "7");
        unknown.Code.ShouldBe(ExitCodes.Usage);
        unknown.Errors.ShouldContain("has partitions 0 to 1");
    }

    [Theory]
    [InlineData("redrive")]
    [InlineData("topology")]
    public async Task A_broker_that_was_not_prepared_is_said_to_be(string command)
    {
        var empty = new UriBuilder(host.Management) { Path = "" }.Uri;
        var name = $"test-{Guid.NewGuid():N}";
        await Simulation.Servers.VirtualHosts.CreateAsync(empty, name, Cancelled);
        var run = await Programs.AcdAsync("bus", command, "--bus", new UriBuilder(host.Address) { Path = name }.Uri.ToString());
        await Simulation.Servers.VirtualHosts.DeleteAsync(empty, name, Cancelled);
        run.Code.ShouldBe(ExitCodes.Failed);
        run.Errors.ShouldContain("acd init");
    }

    private RabbitAddress Address => new(BusAddress.Parse(host.Address).Address!);

    private Task DeclareAsync() => TopologyDeclarer.DeclareAsync(Address, BusTopology.Of(Partitions, new Dictionary<SiteId, int>()), Cancelled);

    private Task<IConnection> ConnectAsync() => Address.ConnectAsync("test", Cancelled);

    private async Task<IReadOnlyList<JsonNode>> RedriveAsync(params string[] more)
    {
        var run = await Programs.AcdAsync(["bus", "redrive", "--bus", host.Address, .. more]);
        run.Code.ShouldBe(ExitCodes.Done, run.Errors);
        return Lines(run.Out);
    }

    private async Task<IReadOnlyList<JsonNode>> TopologyAsync(int code)
    {
        var run = await Programs.AcdAsync("bus", "topology", "--bus", host.Address, "--json");
        run.Code.ShouldBe(code, run.Errors);
        return Lines(run.Out);
    }

    private static IReadOnlyList<JsonNode> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private async Task SetAsideAsync(string queue, int messages, string kind, string reason)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        for (var i = 0; i < messages; i++)
        {
            var properties = new BasicProperties
            {
                Type = "start-session",
                Headers = new Dictionary<string, object?>
                {
                    ["MT-Reason"] = "fault", ["MT-Fault-ExceptionType"] = kind, ["MT-Fault-Message"] = reason, ["acd-site"] = "demo",
                },
            };
            await channel.BasicPublishAsync("", BusNames.Errors(queue), mandatory: true, properties, "{}"u8.ToArray(), Cancelled);
        }
        await Eventually.Holds(async () => await CountAsync(BusNames.Errors(queue)) == messages, "the messages are there");
    }

    private async Task<uint> CountAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        return await channel.MessageCountAsync(queue, Cancelled);
    }

    private async Task<(BasicProperties Properties, string Body)> TakeAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        var taken = new TaskCompletionSource<(BasicProperties, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            taken.TrySetResult((new BasicProperties(message.BasicProperties), Encoding.UTF8.GetString(message.Body.Span)));
            return Task.CompletedTask;
        };
        await channel.BasicQosAsync(0, 1, global: false, Cancelled);
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, Cancelled);
        return await taken.Task.WaitAsync(Eventually.Patience, Cancelled);
    }
}
