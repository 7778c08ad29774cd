using System.Text.Json;
using System.Text.Json.Nodes;
using AcdRouter.Contracts;
using AcdRouter.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AcdRouter.Web.Tests;

public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_description_is_the_one_that_was_accepted()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var answer = await host.SendAsync(HttpMethod.Get, WebModule.DescriptionPath, host.OperatorToken());
        answer.Status.ShouldBe(200);
        Snapshot.Match("openapi", answer.Json.ToJsonString(Indented));
    }

    [Fact]
    public async Task Every_route_is_described_with_a_summary_its_answer_and_its_problems()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var paths = (await host.SendAsync(HttpMethod.Get, WebModule.DescriptionPath, host.OperatorToken())).Json["paths"]!.AsObject();
        var operations = paths.SelectMany(path => path.Value!.AsObject().Select(operation => ($"{operation.Key} {path.Key}", operation.Value!))).ToList();
        var routes = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Count(route => route.RoutePattern.RawText != "/openapi/{documentName}.json");

        operations.Count.ShouldBe(routes);
        foreach (var (name, operation) in operations)
        {
            ((string?)operation["summary"]).ShouldNotBeNullOrEmpty(name);
            var answers = operation["responses"]!.AsObject();
            answers.Count(answer => answer.Key.StartsWith('2')).ShouldBe(1, name);
            answers.First(answer => answer.Key.StartsWith('2')).Value!["content"].ShouldNotBeNull(name);
            if (name.Contains("/api/v1", StringComparison.Ordinal)) answers.ContainsKey("503").ShouldBeTrue(name);
        }
    }

    [Fact]
    public async Task The_description_is_for_those_with_a_token_whatever_it_is_of()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var customer = host.CustomerToken(new SessionId(Guid.NewGuid()), new CustomerId(Guid.NewGuid()));
        (await host.SendAsync(HttpMethod.Get, WebModule.DescriptionPath, null)).Status.ShouldBe(401);
        foreach (var token in new[] { host.PersonToken("anna"), customer, host.OperatorToken() })
        {
            (await host.SendAsync(HttpMethod.Get, WebModule.DescriptionPath, token)).Status.ShouldBe(200);
        }
    }

    [Fact]
    public async Task What_is_open_and_what_takes_a_key_is_described()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var paths = (await host.SendAsync(HttpMethod.Get, WebModule.DescriptionPath, host.OperatorToken())).Json["paths"]!.AsObject();
        foreach (var (path, operations) in paths)
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                var isOpen = path.StartsWith("/health", StringComparison.Ordinal) || path.EndsWith("/join", StringComparison.Ordinal);
                (operation!["security"]?.AsArray().Count == 0).ShouldBe(isOpen, path);
                var takesKey = operation["parameters"]?.AsArray().Any(each => (string?)each!["name"] == "Idempotency-Key") ?? false;
                takesKey.ShouldBe(method != "get" && !path.Contains("/history/", StringComparison.Ordinal), $"{method} {path}");
            }
        }
    }

    [Fact]
    public async Task The_events_of_a_stream_and_the_two_answers_of_explain_are_described()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var description = (await host.SendAsync(HttpMethod.Get, WebModule.DescriptionPath, host.OperatorToken())).Json;
        var events = description["components"]!["schemas"]!["InboxEvents"]!["properties"]!.AsObject().Select(each => each.Key);
        events.ShouldBe(["connected", "inbox", "offer", "offer-ended", "assigned", "returned", "state", "colleague-call", "over"]);
        var explained = description["paths"]!["/api/v1/requests/{request}/explain"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
        explained["oneOf"]!.AsArray().Select(each => (string?)each!["$ref"])
            .ShouldBe(["#/components/schemas/ExplanationView", "#/components/schemas/HistoryEntry"]);
    }

    [Fact]
    public async Task No_schema_is_empty()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var schemas = (await host.SendAsync(HttpMethod.Get, WebModule.DescriptionPath, host.OperatorToken())).Json["components"]!["schemas"]!.AsObject();
        foreach (var (name, schema) in schemas) Describe(schema!, name);
    }

    private static void Describe(JsonNode schema, string path)
    {
        if (path == "JsonElement") return;
        var described = schema["type"] ?? schema["$ref"] ?? schema["enum"] ?? schema["oneOf"] ?? schema["anyOf"] ?? schema["allOf"];
        described.ShouldNotBeNull(path);
        if (schema["properties"] is not JsonObject properties) return;
        foreach (var (name, property) in properties)
        {
            if (name is "record" or "names") continue;
            Describe(property!, $"{path}.{name}");
        }
    }
}
