using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>The bus for other services as an AsyncAPI 3.0 document, made from the contracts, so that it cannot tell of others.</summary>
internal sealed class AsyncApiDocument
{
    private const string Services = "services";
    private const string Events = "events";
    private const string Answers = "answers";

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is published beside news: what is sent until its receiver confirms it, and refusals that nobody waits for.</summary>
    private static readonly Type[] Others = [typeof(OpenVoiceCall), typeof(EndVoiceCall), typeof(CommandRefused)];

    private static readonly Type[] Replies =
        [typeof(CommandAccepted), typeof(CommandRefused), typeof(MessageRefused), typeof(QueryUnanswered), typeof(EngineUnavailable)];

    private readonly ContractDocs docs;
    private readonly ContractSchemas schemas;
    private readonly SchemaExamples examples;
    private readonly SortedDictionary<string, JsonObject> messages = new(StringComparer.Ordinal);

    private AsyncApiDocument()
    {
        docs = ContractDocs.Read();
        schemas = new ContractSchemas(docs);
        examples = new SchemaExamples(schemas);
    }

    /// <summary>What is published for other services.</summary>
    public static IReadOnlyList<Type> Published { get; } = [.. BusContracts.News.Concat(Others).OrderBy(BusContracts.NameOf, StringComparer.Ordinal)];

    /// <summary>The document as text.</summary>
    public static string Write() => new AsyncApiDocument().Make().ToJsonString(Indented);

    private JsonObject Make()
    {
        var commands = OpenToServices.Entities.Select(name => OpenToServices.Find(name)!).ToList();
        var views = commands.Where(type => type.IsAssignableTo(typeof(IQuery))).Select(docs.ViewOf).Distinct();
        var channels = new JsonObject
        {
            [Services] = Channel("{site}", BusNames.Services, "Commands and queries of other services. The routing key is the site, as in the body.", commands, MessageProperties.Sent),
            [Events] = Channel("{site}.{entity}", BusNames.Events, "What has happened at a site, at least once; message_id is the same in repeats.", Published, MessageProperties.Event),
            [Answers] = Channel(null, null, "Answers, sent to reply_to with the correlation_id of what is answered.", [.. Replies, .. views], MessageProperties.Answer),
        };
        var operations = new JsonObject();
        foreach (var type in commands) operations[BusContracts.NameOf(type)] = Receive(type);
        operations[Events] = new JsonObject
        {
            ["action"] = "send", ["channel"] = Ref($"#/channels/{Events}"), ["summary"] = "Tells other services what has happened.",
        };
        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = Info(),
            ["defaultContentType"] = ServiceNames.ContentType,
            ["servers"] = Servers(),
            ["channels"] = channels,
            ["operations"] = operations,
            ["components"] = new JsonObject
            {
                ["messages"] = new JsonObject(messages.Select(each => KeyValuePair.Create<string, JsonNode?>(each.Key, each.Value))),
                ["schemas"] = MessageProperties.AddTo(schemas.All),
                ["securitySchemes"] = new JsonObject
                {
                    ["service"] = new JsonObject { ["type"] = "userPassword", ["description"] = "Made with: acd bus user NAME --site SITE." },
                },
            },
        };
    }

    private static JsonObject Info() => new()
    {
        ["title"] = "AcdRouter for other services",
        // Of the contracts, not of the program: it changes when they do, which a test sees.
        ["version"] = "1",
        ["description"] = "Commands, queries, answers and events over AMQP 0-9-1 in plain JSON, as the program sees them: it receives commands "
            + "and queries, and sends events. In words, with an example: docs/bus.md.",
    };

    private static JsonObject Servers() => new()
    {
        ["broker"] = new JsonObject
        {
            ["host"] = "{host}",
            ["protocol"] = "amqp",
            ["protocolVersion"] = "0-9-1",
            ["description"] = "The RabbitMQ that acd run names with --bus; also amqps.",
            ["variables"] = new JsonObject { ["host"] = new JsonObject { ["description"] = "Host and port.", ["default"] = "localhost:5672" } },
            ["security"] = new JsonArray(Ref("#/components/securitySchemes/service")),
        },
    };

    private JsonObject Channel(string? address, string? exchange, string description, IReadOnlyList<Type> carries, string properties)
    {
        var channel = new JsonObject { ["address"] = address, ["description"] = description };
        var listed = new JsonObject();
        foreach (var type in carries)
        {
            var name = BusContracts.NameOf(type);
            messages[name] = Message(type, name, properties);
            listed[name] = Ref($"#/components/messages/{name}");
        }
        channel["messages"] = listed;
        if (exchange is null) return channel;
        channel["parameters"] = new JsonObject { ["site"] = new JsonObject { ["description"] = "The site's name." } };
        if (address!.Contains("{entity}", StringComparison.Ordinal))
        {
            channel["parameters"]!["entity"] = new JsonObject
            {
                ["description"] = "The message's name.", ["enum"] = new JsonArray([.. carries.Select(type => (JsonNode)BusContracts.NameOf(type))]),
            };
        }
        channel["bindings"] = new JsonObject
        {
            ["amqp"] = new JsonObject
            {
                ["is"] = "routingKey",
                ["exchange"] = new JsonObject { ["name"] = exchange, ["type"] = "topic", ["durable"] = true, ["autoDelete"] = false },
                ["bindingVersion"] = "0.3.0",
            },
        };
        return channel;
    }

    private JsonObject Message(Type type, string name, string properties)
    {
        var message = new JsonObject
        {
            ["name"] = name,
            ["title"] = type.Name,
            ["summary"] = docs.Summary(type),
            ["contentType"] = ServiceNames.ContentType,
            ["headers"] = Ref($"#/components/schemas/{properties}"),
            ["payload"] = schemas.Reference(type),
            ["bindings"] = new JsonObject { ["amqp"] = new JsonObject { ["messageType"] = name, ["bindingVersion"] = "0.3.0" } },
            ["examples"] = new JsonArray(new JsonObject { ["payload"] = examples.Of(schemas.Reference(type)) }),
        };
        if (properties != MessageProperties.Event) message["correlationId"] = new JsonObject { ["location"] = "$message.header#/correlation_id" };
        return message;
    }

    private JsonObject Receive(Type type)
    {
        var name = BusContracts.NameOf(type);
        Type[] replies = type.IsAssignableTo(typeof(IQuery))
            ? [docs.ViewOf(type), typeof(QueryUnanswered), typeof(MessageRefused), typeof(EngineUnavailable)]
            : [typeof(CommandAccepted), typeof(CommandRefused), typeof(MessageRefused), typeof(EngineUnavailable)];
        return new JsonObject
        {
            ["action"] = "receive",
            ["channel"] = Ref($"#/channels/{Services}"),
            ["summary"] = docs.Summary(type),
            ["messages"] = new JsonArray(Ref($"#/channels/{Services}/messages/{name}")),
            ["reply"] = new JsonObject
            {
                ["address"] = new JsonObject { ["location"] = "$message.header#/reply_to" },
                ["channel"] = Ref($"#/channels/{Answers}"),
                ["messages"] = new JsonArray([.. replies.Select(each => (JsonNode)Ref($"#/channels/{Answers}/messages/{BusContracts.NameOf(each)}"))]),
            },
        };
    }

    private static JsonObject Ref(string place) => new() { ["$ref"] = place };
}
