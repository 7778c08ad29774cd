using System.Text.Json;

namespace AcdRouter.Processes;

/// <summary>Walks a saved state. Each step says what must come; anything else is a <see cref="JsonException"/>.</summary>
internal static class StateReading
{
    /// <summary>Reads the beginning of an object or an array.</summary>
    public static void ReadStart(ref this Utf8JsonReader reader, JsonTokenType start)
    {
        reader.Read();
        if (reader.TokenType != start) throw new JsonException($"{start} is missing; there is {reader.TokenType} at {reader.TokenStartIndex}.");
    }

    /// <summary>Goes to the next property of an object; false at its end.</summary>
    public static bool ReadProperty(ref this Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Goes to the next element of an array; false at its end.</summary>
    public static bool ReadElement(ref this Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Reads the property's value.</summary>
    public static int ReadInt32(ref this Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }

    /// <inheritdoc cref="ReadInt32"/>
    public static long ReadInt64(ref this Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    /// <inheritdoc cref="ReadInt32"/>
    public static string ReadText(ref this Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString() ?? throw new JsonException($"A text is missing at {reader.TokenStartIndex}.");
    }

    /// <inheritdoc cref="ReadInt32"/>
    public static JsonDocument ReadDocument(ref this Utf8JsonReader reader)
    {
        reader.Read();
        return reader.CurrentDocument();
    }

    /// <summary>The value that the reader is at, in memory that is given back with it.</summary>
    public static JsonDocument CurrentDocument(ref this Utf8JsonReader reader) => JsonDocument.ParseValue(ref reader);

    /// <summary>Passes over the property's value: a newer build may have written it.</summary>
    public static void SkipValue(ref this Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
