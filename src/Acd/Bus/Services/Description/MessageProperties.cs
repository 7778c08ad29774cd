using System.Text.Json.Nodes;

namespace AcdRouter.Acd;

/// <summary>
/// What a message carries beside its body. AsyncAPI knows headers only; these are AMQP's own properties, but for those said to be in the
/// table of headers.
/// </summary>
internal static class MessageProperties
{
    /// <summary>The schema of what comes with a command or query.</summary>
    public const string Sent = "SentProperties";

    /// <summary>The schema of what comes with an answer.</summary>
    public const string Answer = "AnswerProperties";

    /// <summary>The schema of what comes with an event.</summary>
    public const string Event = "EventProperties";

    /// <summary>Adds the schemas to others.</summary>
    public static JsonObject AddTo(JsonObject schemas)
    {
        schemas[Sent] = Object(
            "AMQP's properties of a command or query.",
            ["type", "user_id"],
            ("type", Text("The command or query, such as start-session.")),
            ("user_id", Text("The user that connects; the broker refuses any other.")),
            ("content_type", Text($"{ServiceNames.ContentType}, or left out.")),
            ("reply_to", Text("Where the answer goes; required of a query. Direct answers, a queue that the broker has named, or an own queue acd-service.USER.…")),
            ("correlation_id", Text("Comes back with the answer; the message_id does where it is left out.")),
            ("message_id", Text("Names the message.")),
            ("timestamp", Number("When it was made, in seconds since 1970: a command too old to be known again is then refused instead of done twice.")));
        schemas[Answer] = Object(
            "AMQP's properties of an answer.",
            ["type", "content_type"],
            ("type", Text("What answers, such as command-accepted.")),
            ("content_type", Text(ServiceNames.ContentType)),
            ("correlation_id", Text("As it was sent.")));
        schemas[Event] = Object(
            "AMQP's properties of an event; site, partition and sequence are in the table of headers.",
            ["type", "content_type", "message_id", "site", "partition", "sequence"],
            ("type", Text("What has happened, such as session-started.")),
            ("content_type", Text(ServiceNames.ContentType)),
            ("message_id", Text("A GUID; the same in repeats.")),
            ("site", Text("The site.")),
            ("partition", Number("The partition that the site lives in.")),
            ("sequence", Number("The journal record that holds the event: it never falls from one event of a site to the next; 0 for what is sent until it is confirmed.")));
        return schemas;
    }

    private static JsonObject Object(string description, string[] required, params (string Name, JsonObject Schema)[] members) => new()
    {
        ["type"] = "object",
        ["description"] = description,
        ["properties"] = new JsonObject(members.Select(each => KeyValuePair.Create<string, JsonNode?>(each.Name, each.Schema))),
        ["required"] = new JsonArray([.. required.Select(each => (JsonNode)each)]),
    };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Number(string description) => new() { ["type"] = "integer", ["description"] = description };
}
