using System.Text;
using System.Text.Json.Nodes;
using AcdRouter.Testing;
using RabbitMQ.Client;

namespace AcdRouter.Servers.Tests.Services;

/// <summary>A running program and a user that another service has been given, for one test class.</summary>
public sealed class ServiceBroker(SharedRabbit server, SharedPostgres databases) : IAsyncLifetime
{
    private readonly OwnVirtualHost virtualHost = new(server);
    private readonly OwnDatabase database = new(databases);
    private readonly RunningProgram program = new();

    /// <summary>Users belong to the whole broker: one of a kind.</summary>
    public string User { get; } = $"shop-{Guid.NewGuid():N}";

    /// <summary>Where the service connects, with its password.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What other programs name the broker with.</summary>
    public string[] Options => ["--bus", virtualHost.Address, "--management", virtualHost.Management.ToString()];

    public async ValueTask InitializeAsync()
    {
        await virtualHost.InitializeAsync();
        await database.InitializeAsync();
        await program.StartAsync(virtualHost.Address, database.Address);
        var made = await Programs.AcdAsync(["bus", "user", User, "--site", "demo", "--site", "nowhere", "--queues", "--json", .. Options]);
        made.Code.ShouldBe(0, made.Errors);
        Address = JsonNode.Parse(made.Out)!["address"]!.ToString();
    }

    /// <summary>A case of the other service for the site demo; what it printed.</summary>
    public Task<JsonNode> RunAsync(params string[] more) => Programs.ServiceAsync(Address, "demo", more);

    /// <summary>Waits for the error queue to have so many messages of a reason, and empties it.</summary>
    public async Task<IReadOnlyList<ParkedByFilter>> ErrorsAsync(int count)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(virtualHost.Address) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var found = new List<ParkedByFilter>();
        await Eventually.Holds(
            async () =>
            {
                while (await channel.BasicGetAsync($"{RunningProgram.Queue}_error", autoAck: true, TestContext.Current.CancellationToken) is { } message) found.Add(Read(message));
                return found.Count >= count;
            },
            $"{count} messages in the error queue");
        return found;
    }

    /// <summary>Puts a message on the partition's queue as the operator does, and returns the type of the answer.</summary>
    public async Task<string> PutBackAsync(string type, string body, Dictionary<string, object?> headers)
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var connection = await new ConnectionFactory { Uri = new Uri(virtualHost.Address) }.CreateConnectionAsync(cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancelled);
        var answers = await channel.QueueDeclareAsync("", exclusive: true, cancellationToken: cancelled);
        var properties = new BasicProperties { Type = type, ReplyTo = answers.QueueName, Headers = headers };
        await channel.BasicPublishAsync("", RunningProgram.Queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body), cancelled);
        BasicGetResult? answer = null;
        await Eventually.Holds(
            async () => (answer = await channel.BasicGetAsync(answers.QueueName, autoAck: true, cancelled)) is not null, "an answer to what was put back");
        return answer!.BasicProperties.Type!;
    }

    public async ValueTask DisposeAsync()
    {
        await Programs.AcdAsync(["bus", "user", User, "--remove", .. Options]);
        await program.DisposeAsync();
        await virtualHost.DisposeAsync();
        await database.DisposeAsync();
    }

    private static ParkedByFilter Read(BasicGetResult message)
    {
        string Header(string name) => Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers![name]!);
        return new ParkedByFilter(Header("MT-Fault-ExceptionType"), Header("MT-Fault-Message"), Header("acd-user"), Header("acd-site"), message.Body.Length);
    }
}

/// <summary>What the error queue says of a message.</summary>
public sealed record ParkedByFilter(string Kind, string Reason, string User, string Site, int Length);
