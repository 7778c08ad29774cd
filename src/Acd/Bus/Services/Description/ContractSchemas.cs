using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>
/// JSON schemas of the contracts, each under its own name. What the contracts' converters do cannot be seen by the exporter: ids, times
/// and lists are described here.
/// </summary>
internal sealed class ContractSchemas(ContractDocs docs)
{
    private const string Root = "#/components/schemas/";

    private readonly SortedDictionary<string, JsonObject> made = new(StringComparer.Ordinal);

    /// <summary>Every schema made so far, by name.</summary>
    public JsonObject All => new(made.Select(each => KeyValuePair.Create<string, JsonNode?>(each.Key, each.Value.DeepClone())));

    /// <summary>A reference to a type's schema, which is made if it is new.</summary>
    public JsonObject Reference(Type type)
    {
        if (!made.ContainsKey(type.Name))
        {
            // Entered first: a type may lead to itself.
            made[type.Name] = [];
            made[type.Name] = Make(type);
        }
        return new JsonObject { ["$ref"] = Root + type.Name };
    }

    /// <summary>The schema that a reference leads to.</summary>
    public JsonObject Find(string reference) => made[reference[Root.Length..]];

    private JsonObject Make(Type type)
    {
        var schema = ById(type) ?? Export(type).AsObject();
        if (type.IsEnum) schema = Names(type);
        // Nothing is said of what only the engine's own processes may set.
        if (OpenToServices.ClosedMember(type) is { } closed) schema["properties"]!.AsObject().Remove(closed);
        if (docs.Summary(type) is { Length: > 0 } summary) schema["description"] = schema["description"] is { } more ? $"{summary} {more}" : summary;
        return schema;
    }

    private JsonNode Export(Type root)
    {
        var options = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Transform(root, context, node),
        };
        return JsonSchemaExporter.GetJsonSchemaAsNode(ContractsJson.Options, root, options);
    }

    private JsonNode Transform(Type root, JsonSchemaExporterContext context, JsonNode node)
    {
        if (context.PropertyInfo is not { } property) return node;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var schema = Own(type) ?? node.DeepClone().AsObject();
        // The exporter has said so of what it knows itself; of the others it is said here.
        if (property.IsGetNullable && Own(type) is not null)
        {
            schema = new JsonObject { ["oneOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        }
        if (node is JsonObject known && known["default"] is { } preset) schema["default"] = preset.DeepClone();
        var said = docs.Member(property.DeclaringType, ClrName(root, property.Name));
        if (said.Length == 0) return schema;
        // Beside a reference nothing else is read.
        if (schema.ContainsKey("$ref")) schema = new JsonObject { ["allOf"] = new JsonArray(schema) };
        schema["description"] = said;
        return schema;
    }

    /// <summary>The schema of a type that the exporter does not know or that has a name of its own; null of any other.</summary>
    private JsonObject? Own(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
        {
            var item = type.GetGenericArguments()[0];
            return new JsonObject { ["type"] = "array", ["items"] = Own(item) ?? Export(item) };
        }
        return type.Assembly == typeof(ICommand).Assembly ? Reference(type) : null;
    }

    private static JsonObject? ById(Type type)
    {
        if (Is(type, typeof(IGuidId<>))) return Text("uuid", null, ExampleId(type));
        if (Is(type, typeof(ITextId<>))) return Text(null, $"^[a-z0-9][a-z0-9._-]{{0,{TextIds.MaxLength - 1}}}$", ExampleName(type));
        if (type == typeof(SessionNumber)) return Text(null, "^[1-9][0-9]{8}$", "123456789");
        return type == typeof(Instant) ? Text("date-time", null, "2026-03-01T09:30:00.000Z") : null;
    }

    private JsonObject Names(Type type)
    {
        var values = Enum.GetValues(type).Cast<object>().Where(value => Convert.ToInt64(value, null) != 0).ToList();
        var names = values.ConvertAll(value => JsonSerializer.SerializeToElement(value, type, ContractsJson.Options).GetString()!);
        var meanings = values.Zip(names, (value, name) => $"{name}: {docs.Value(type, value.ToString()!)}");
        return new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]),
            ["description"] = string.Join(" · ", meanings),
        };
    }

    private static JsonObject Text(string? format, string? pattern, string example)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (format is not null) schema["format"] = format;
        if (pattern is not null) schema["pattern"] = pattern;
        schema["examples"] = new JsonArray(example);
        return schema;
    }

    private static bool Is(Type type, Type open) => type.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == open);

    /// <summary>Its number follows from the id's name alone, so that two kinds differ and a new one changes no other.</summary>
    private static string ExampleId(Type type) => $"3f2b8f6e-6c0e-4b57-9c7e-{type.Name.Aggregate(7L, (sum, c) => ((sum * 31) + c) % 1_000_000_000_000):D12}";

    private static string ExampleName(Type type) => type == typeof(SiteId) ? "demo" : type == typeof(QueueId) ? "support" : "anna";

    private static string ClrName(Type type, string jsonName) =>
        type.GetProperties().FirstOrDefault(each => JsonNamingPolicy.CamelCase.ConvertName(each.Name) == jsonName)?.Name ?? jsonName;
}
