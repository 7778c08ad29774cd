using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests;

/// <summary>The description that other services build on: the one committed, valid, and true.</summary>
public sealed partial class AsyncApiTests
{
    private static readonly string File = Path.Combine(Repository.Root, "docs", "asyncapi.json");
    private static readonly JsonObject Document = JsonNode.Parse(AsyncApiDocument.Write())!.AsObject();

    [Fact]
    public void The_committed_description_is_the_contracts()
    {
        var actual = AsyncApiDocument.Write() + "\n";
        if (Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) == "1") System.IO.File.WriteAllText(File, actual);
        System.IO.File.Exists(File).ShouldBeTrue($"Make docs/asyncapi.json by running this once with {Snapshot.AcceptVariable}=1.");
        System.IO.File.ReadAllText(File).ReplaceLineEndings("\n").ShouldBe(
            actual, $"docs/asyncapi.json differs. When the change is wanted, run this once with {Snapshot.AcceptVariable}=1 and read the diff.");
    }

    [Fact]
    public void Members_are_those_of_the_standard()
    {
        Document["asyncapi"]!.ToString().ShouldBe("3.0.0");
        Only(Document, "asyncapi", "info", "defaultContentType", "servers", "channels", "operations", "components");
        Required(Document["info"]!, "title", "version");
        foreach (var (name, server) in Document["servers"]!.AsObject())
        {
            Required(server!, "host", "protocol");
            foreach (Match variable in Variable().Matches(server!["host"]!.ToString()))
                server["variables"]!.AsObject().ContainsKey(variable.Groups[1].Value).ShouldBeTrue(name);
        }
        foreach (var (name, channel) in Document["channels"]!.AsObject())
        {
            Only(channel!, "address", "description", "messages", "parameters", "bindings");
            channel!["messages"]!.AsObject().Count.ShouldBeGreaterThan(0, name);
            var variables = Variable().Matches((string?)channel["address"] ?? "").Select(match => match.Groups[1].Value);
            (channel["parameters"]?.AsObject().Select(each => each.Key) ?? []).ShouldBe(variables, name);
        }
        foreach (var (name, operation) in Document["operations"]!.AsObject())
        {
            Only(operation!, "action", "channel", "summary", "messages", "reply");
            operation!["action"]!.ToString().ShouldBeOneOf("send", "receive");
            Within(operation["messages"], operation["channel"]!, name);
            Within(operation["reply"]?["messages"], operation["reply"]?["channel"], name);
        }
        foreach (var (name, message) in Document["components"]!["messages"]!.AsObject())
        {
            Only(message!, "name", "title", "summary", "contentType", "headers", "payload", "correlationId", "bindings", "examples");
            message!["summary"]!.ToString().ShouldNotBeEmpty(name);
            message["examples"]!.AsArray().Count.ShouldBeGreaterThan(0, name);
        }
    }

    /// <summary>Only a channel's address may be null; other members are left out instead.</summary>
    [Fact]
    public void No_member_is_null_but_the_address_of_answers() =>
        Everything(Document).OfType<JsonObject>().SelectMany(node => node).Where(each => each.Value is null && each.Key != "default").Select(each => each.Key)
            .ShouldBe(["address"]);

    [Fact]
    public void Names_of_components_are_as_the_standard_wants_them() =>
        Document["components"]!.AsObject().SelectMany(kind => kind.Value!.AsObject()).Select(each => each.Key).ShouldAllBe(name => Key().IsMatch(name));

    [Fact]
    public void Every_reference_leads_to_something() =>
        Everything(Document).OfType<JsonObject>().Where(node => node.ContainsKey("$ref")).Select(node => node["$ref"]!.ToString())
            .Where(reference => Find(reference) is null).ShouldBeEmpty();

    [Fact]
    public void Every_contract_of_the_bus_is_described_or_closed()
    {
        var described = Document["components"]!["messages"]!.AsObject().Select(each => each.Key).ToHashSet();
        BusContracts.All.Select(BusContracts.NameOf).Where(name => !described.Contains(name) && OpenToServices.WhyClosed(name) is null).ShouldBeEmpty();
        described.Where(name => OpenToServices.WhyClosed(name) is not null).ShouldBeEmpty();
    }

    [Fact]
    public void Every_example_is_read_as_its_contract_and_comes_back_as_it_was()
    {
        foreach (var type in BusContracts.All.Where(type => OpenToServices.WhyClosed(BusContracts.NameOf(type)) is null))
        {
            var example = Example(BusContracts.NameOf(type));
            var read = JsonSerializer.Deserialize(example, type, ContractsJson.Options);
            var written = JsonSerializer.SerializeToNode(read, type, ContractsJson.Options)!.AsObject();
            if (OpenToServices.ClosedMember(type) is { } closed) written.Remove(closed);
            JsonNode.DeepEquals(written, example).ShouldBeTrue($"{type.Name}: {written}");
        }
    }

    [Fact]
    public void Required_members_are_those_without_which_a_message_is_refused()
    {
        foreach (var name in OpenToServices.Entities)
        {
            var type = OpenToServices.Find(name)!;
            var schema = Document["components"]!["schemas"]![type.Name]!;
            var required = schema["required"]!.AsArray().Select(each => each!.ToString()).ToList();
            foreach (var member in schema["properties"]!.AsObject().Select(each => each.Key))
            {
                var without = Example(name).DeepClone().AsObject();
                without.Remove(member);
                var isRefused = false;
                try
                {
                    JsonSerializer.Deserialize(without, type, ContractsJson.Options);
                }
                catch (JsonException)
                {
                    isRefused = true;
                }
                isRefused.ShouldBe(required.Contains(member), $"{name}.{member}");
            }
        }
    }

    [Fact]
    public void Every_query_is_answered_with_the_view_that_its_documentation_names()
    {
        var replies = Document["operations"]!["show-queue"]!["reply"]!["messages"]!.AsArray().Select(each => each!["$ref"]!.ToString().Split('/')[^1]);
        replies.ShouldBe(["queue-view", "query-unanswered", "message-refused", "engine-unavailable"]);
        Document["operations"]!["show-session"]!["reply"]!["messages"]![0]!["$ref"]!.ToString().ShouldEndWith("/session-view");
    }

    private static JsonNode Example(string name) => Document["components"]!["messages"]![name]!["examples"]![0]!["payload"]!;

    private static void Only(JsonNode node, params string[] members) =>
        node.AsObject().Select(each => each.Key).Where(name => !members.Contains(name)).ShouldBeEmpty();

    private static void Required(JsonNode node, params string[] members) =>
        members.Where(member => string.IsNullOrEmpty(node[member]?.ToString())).ShouldBeEmpty();

    private static void Within(JsonNode? messages, JsonNode? channel, string name)
    {
        if (messages is null) return;
        var prefix = $"{channel!["$ref"]}/messages/";
        messages.AsArray().Select(each => each!["$ref"]!.ToString()).ShouldAllBe(reference => reference.StartsWith(prefix, StringComparison.Ordinal), name);
    }

    private static IEnumerable<JsonNode> Everything(JsonNode node) =>
        (node switch
        {
            JsonObject members => members.Select(each => each.Value),
            JsonArray items => items,
            _ => [],
        }).OfType<JsonNode>().SelectMany(Everything).Prepend(node);

    private static JsonNode? Find(string reference)
    {
        JsonNode? node = Document;
        foreach (var step in reference.Split('/').Skip(1)) node = node?[step];
        return node is null || !node.AsObject().TryGetPropertyValue("$ref", out var further) ? node : Find(further!.ToString());
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^[a-zA-Z0-9._-]+$")]
    private static partial Regex Key();
}
