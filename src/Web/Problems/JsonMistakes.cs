using System.Text.Json;
using System.Text.RegularExpressions;
using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>
/// Says in the API's words what is wrong with a body. The reader's own sentences name types of the program, which mean nothing to who
/// sent it; only what the contracts' converters say themselves is passed on.
/// </summary>
public static partial class JsonMistakes
{
    /// <summary>The member at fault, if it is one, and what was expected of it.</summary>
    /// <param name="mistake">What the reader threw.</param>
    /// <param name="body">The type of the whole body; null when unknown.</param>
    /// <param name="json">How it was read.</param>
    public static (string? Field, string Detail) Explain(JsonException mistake, Type? body, JsonSerializerOptions json)
    {
        var place = $"at line {(mistake.LineNumber ?? 0) + 1}, byte {(mistake.BytePositionInLine ?? 0) + 1}";
        // The reader of tokens throws a kind of its own, wrapped.
        if (mistake.InnerException is JsonException) return (null, $"The body is not JSON {place}.");
        var path = (mistake.Path ?? "$").TrimStart('$').TrimStart('.');
        var name = path.Length == 0 ? "The body" : path;
        if (Missing().Match(mistake.Message) is { Success: true } missing)
        {
            var members = Quoted().Matches(missing.Groups["names"].Value).Select(match => match.Groups["name"].Value).ToList();
            var inside = path.Length == 0 ? "" : $" in {path}, {place}";
            return (path.Length == 0 ? members.FirstOrDefault() : path, $"{string.Join(", ", members)}: required{inside}.");
        }
        var field = path.Length == 0 ? null : path;
        if (mistake.Message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return (field, $"{name}: no such member{Members(path, body, json)}.");
        }
        if (mistake.Message.StartsWith("Duplicate property", StringComparison.Ordinal)) return (field, $"{name}: given twice.");
        if (mistake.Message.Contains("could not be converted", StringComparison.Ordinal)
            || mistake.Message.Contains("allow null", StringComparison.Ordinal))
        {
            return (field, $"{name}: {Expected(path, body, json)}, {place}.");
        }
        return (field, $"{name}: {Own().Replace(mistake.Message, "").TrimEnd('.')}, {place}.");
    }

    /// <summary>What a value of this type looks like.</summary>
    public static string Describe(Type type, JsonSerializerOptions json)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum) return $"one of {string.Join(", ", Enum.GetValues(bare).Cast<object>().Select(each => Name(each, json)))}";
        if (bare == typeof(string)) return "a text";
        if (bare == typeof(bool)) return "true or false";
        if (bare == typeof(int) || bare == typeof(long)) return "a whole number";
        if (bare == typeof(Guid) || Is(bare, typeof(IGuidId<>))) return "a GUID";
        if (Is(bare, typeof(ITextId<>))) return $"1 to {TextIds.MaxLength} of a-z, 0-9, '.', '-', '_', starting with a letter or digit";
        if (bare == typeof(SessionNumber)) return "nine digits, the first not zero";
        if (bare == typeof(Instant) || bare == typeof(DateTimeOffset)) return "a time such as 2026-03-01T09:30:00.000Z";
        return bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(ValueList<>) ? "a list" : "an object";
    }

    private static string Expected(string path, Type? body, JsonSerializerOptions json)
    {
        var type = Find(path, body, json);
        // Inside of a list the reader knows the list only.
        var isKnown = type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>));
        return isKnown ? $"expected {Describe(type!, json)}" : "a value is of another type, or not one of the names allowed";
    }

    private static string Members(string path, Type? body, JsonSerializerOptions json)
    {
        var at = path.LastIndexOf('.');
        if (Find(at < 0 ? "" : path[..at], body, json) is not { } type) return "";
        var members = json.GetTypeInfo(type).Properties.Select(each => each.Name).ToList();
        return members.Count == 0 ? "" : $"; expected {string.Join(", ", members)}";
    }

    private static Type? Find(string path, Type? body, JsonSerializerOptions json)
    {
        var type = body;
        foreach (var member in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (type is null) return null;
            type = json.GetTypeInfo(type).Properties.FirstOrDefault(each => each.Name == member)?.PropertyType;
        }
        return type;
    }

    private static string Name(object value, JsonSerializerOptions json) =>
        JsonSerializer.SerializeToElement(value, value.GetType(), json).GetString()!;

    private static bool Is(Type type, Type open) =>
        type.IsValueType && type.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == open);

    [GeneratedRegex("missing required properties including: (?<names>.*)$", RegexOptions.Singleline)]
    private static partial Regex Missing();

    [GeneratedRegex("'(?<name>[^']+)'")]
    private static partial Regex Quoted();

    /// <summary>How the contracts' converters begin.</summary>
    [GeneratedRegex("^Not an? [A-Za-z ]+: ")]
    private static partial Regex Own();
}
