using System.Text.Json;
using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>
/// The nine digits that people read out and type to join a session. Unique among the site's live sessions, and not given out
/// again for a day after the session has ended.
/// </summary>
/// <param name="Value">From <see cref="Min"/> to <see cref="Max"/>: never a leading zero, which people leave out when they type.</param>
[JsonConverter(typeof(SessionNumberConverter))]
public readonly record struct SessionNumber(int Value) : IComparable<SessionNumber>
{
    /// <summary>The lowest number given out.</summary>
    public const int Min = 100_000_000;

    /// <summary>The highest number given out.</summary>
    public const int Max = 999_999_999;

    /// <summary>Reads a typed number; spaces, dots and hyphens between digits are what people type and are passed over.</summary>
    public static bool TryParse(string? text, out SessionNumber number)
    {
        number = default;
        if (text is null || text.Length > 32) return false;
        var value = 0;
        var digits = 0;
        foreach (var c in text)
        {
            if (c is ' ' or '-' or '.') continue;
            if (!char.IsAsciiDigit(c) || ++digits > 9) return false;
            value = (value * 10) + (c - '0');
        }
        if (digits != 9 || value < Min) return false;
        number = new SessionNumber(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(SessionNumber other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D9", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Writes a session number as a JSON string of nine digits: it is something people type, not something to add up.</summary>
public sealed class SessionNumberConverter : JsonConverter<SessionNumber>
{
    /// <inheritdoc/>
    public override SessionNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && SessionNumber.TryParse(reader.GetString(), out var number)
            ? number
            : throw new JsonException("Not a session number: expected a string of nine digits, the first not zero.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SessionNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
