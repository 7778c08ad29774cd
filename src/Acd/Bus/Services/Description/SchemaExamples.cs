using System.Text.Json.Nodes;

namespace AcdRouter.Acd;

/// <summary>An example of what a schema describes, with every member filled: lists have one item, names are the first allowed.</summary>
internal sealed class SchemaExamples(ContractSchemas schemas)
{
    /// <summary>An example.</summary>
    /// <param name="schema">The schema, or a reference to one.</param>
    /// <param name="member">The member it is for; a free text says its name.</param>
    public JsonNode Of(JsonObject schema, string member = "")
    {
        if (schema["$ref"] is { } reference) return Of(schemas.Find((string)reference!), member);
        if (schema["examples"] is JsonArray examples) return examples[0]!.DeepClone();
        if (schema["enum"] is JsonArray names) return names[0]!.DeepClone();
        if ((schema["oneOf"] ?? schema["allOf"]) is JsonArray forms) return Of(forms[0]!.AsObject(), member);
        return TypeOf(schema) switch
        {
            "object" => new JsonObject(
                (schema["properties"]?.AsObject() ?? []).Select(each => KeyValuePair.Create(each.Key, (JsonNode?)Of(each.Value!.AsObject(), each.Key)))),
            "array" => new JsonArray(Of(schema["items"]!.AsObject(), member)),
            "string" when (string?)schema["format"] == "uuid" => "3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11",
            "string" => member,
            "integer" => 1,
            "boolean" => true,
            var other => throw new NotSupportedException($"{member}: no example is made of the type {other}."),
        };
    }

    /// <summary>Of several types, the one that is not null.</summary>
    private static string? TypeOf(JsonObject schema) =>
        schema["type"] is JsonArray several ? (string?)several.First(each => (string?)each != "null") : (string?)schema["type"];
}
