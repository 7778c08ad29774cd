using System.Text.Json;
using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>An identifier that people choose in a site's settings: a short text.</summary>
/// <typeparam name="TSelf">The id itself.</typeparam>
public interface ITextId<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The bare value.</summary>
    string Value { get; }

    /// <summary>Wraps a bare value.</summary>
    static abstract TSelf From(string value);
}

/// <summary>What a text id may look like.</summary>
public static class TextIds
{
    /// <summary>Longest text id, in characters. Long enough for a user name, short enough for a log line.</summary>
    public const int MaxLength = 64;

    /// <summary>True when the text is 1 to 64 characters out of a–z, 0–9, dot, hyphen and underscore, and starts with a letter or digit.</summary>
    public static bool IsWellFormed(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || !char.IsAsciiLetterOrDigit(text[0])) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '-' or '_')) return false;
        }
        return true;
    }
}

/// <summary>Writes an <see cref="ITextId{TSelf}"/> as a JSON string.</summary>
/// <typeparam name="TId">The id type.</typeparam>
public sealed class TextIdConverter<TId> : JsonConverter<TId>
    where TId : struct, ITextId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return TextIds.IsWellFormed(text)
            ? TId.From(text!)
            : throw new JsonException(
                $"Not a {typeof(TId).Name}: expected 1 to {TextIds.MaxLength} of a-z, 0-9, '.', '-', '_', starting with a letter or digit.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
