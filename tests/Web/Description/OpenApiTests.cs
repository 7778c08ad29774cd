using System.Text.Json;
using System.Text.Json.Nodes;
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
        var answer = await host.SendAsync(HttpMethod.Get, WebModule.DescriptionPath, null);
        answer.Status.ShouldBe(200);
        Snapshot.Match("openapi", answer.Json.ToJsonString(Indented));
    }

    [Fact]
    public async Task Every_route_is_described_with_a_summary_its_answer_and_its_problems()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var paths = (await host.SendAsync(HttpMethod.Get, WebModule.DescriptionPath, null)).Json["paths"]!.AsObject();
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
    public async Task No_schema_is_empty()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var schemas = (await host.SendAsync(HttpMethod.Get, WebModule.DescriptionPath, null)).Json["components"]!["schemas"]!.AsObject();
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
