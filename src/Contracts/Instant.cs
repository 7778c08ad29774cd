using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>A moment in UTC, to the millisecond. Whole numbers, so that every machine computes the same.</summary>
/// <param name="Milliseconds">Milliseconds since 1970-01-01T00:00:00Z.</param>
[JsonConverter(typeof(InstantConverter))]
public readonly record struct Instant(long Milliseconds) : IComparable<Instant>
{
    /// <summary>Before every moment that occurs.</summary>
    public static readonly Instant MinValue = new(0);

    /// <summary>After every moment that occurs.</summary>
    public static readonly Instant MaxValue = new(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

    /// <summary>The same moment as the framework writes it, cut to the millisecond.</summary>
    public static Instant From(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    /// <summary>The same moment as the framework writes it.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    /// <summary>This moment, so many seconds later.</summary>
    public Instant PlusSeconds(long seconds) => new(Milliseconds + (seconds * 1000));

    /// <summary>This moment, so many milliseconds later.</summary>
    public Instant PlusMilliseconds(long milliseconds) => new(Milliseconds + milliseconds);

    /// <summary>Milliseconds from the other moment to this one.</summary>
    public long Since(Instant earlier) => Milliseconds - earlier.Milliseconds;

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Milliseconds.CompareTo(other.Milliseconds);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Instant left, Instant right) => left.Milliseconds < right.Milliseconds;

    /// <summary>Later than.</summary>
    public static bool operator >(Instant left, Instant right) => left.Milliseconds > right.Milliseconds;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Milliseconds <= right.Milliseconds;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Milliseconds >= right.Milliseconds;

    /// <summary>ISO 8601 in UTC with milliseconds.</summary>
    public override string ToString() =>
        ToDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Writes an <see cref="Instant"/> as an ISO 8601 string in UTC with milliseconds.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time)
            ? Instant.From(time)
            : throw new JsonException("Not a time: expected ISO 8601 such as \"2026-03-01T09:30:00.000Z\".");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        var time = value.ToDateTimeOffset().UtcDateTime;
        System.Text.Unicode.Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss.fff}Z", out var length);
        writer.WriteStringValue(text[..length]);
    }
}
