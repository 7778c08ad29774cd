using System.Text.Json;
using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>
/// How contracts are written on the wire, over HTTP and on the bus alike. Strict where a sender is mistaken, lenient where a sender
/// is newer:
/// <list type="bullet">
/// <item>Members are in camel case; another case is another member.</item>
/// <item>A member without a default is required, and null only where the contract says so; a member twice is refused.</item>
/// <item>Enums are their names, never numbers; a name not known is refused.</item>
/// <item>A member not known is passed over, so that an older receiver understands a newer sender.</item>
/// </list>
/// A message that breaks a rule is refused with a <see cref="JsonException"/> that names the place.
/// </summary>
public static class ContractsJson
{
    /// <summary>Deepest nesting that is read. The deepest contract has 5 levels; the rest is room, the bound is against hostile input.</summary>
    public const int MaxDepth = 32;

    /// <summary>The options; frozen.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Sets other options, such as those of a web host, to the rules of the wire.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        options.MaxDepth = MaxDepth;
        // Stands before the converter that an enum names itself, which would also take numbers.
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
