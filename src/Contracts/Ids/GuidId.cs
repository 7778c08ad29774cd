using System.Text.Json;
using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>An identifier that is a GUID on the wire, so that ids of different things cannot be mixed up in code.</summary>
/// <typeparam name="TSelf">The id itself.</typeparam>
public interface IGuidId<TSelf>
    where TSelf : struct, IGuidId<TSelf>
{
    /// <summary>The bare value.</summary>
    Guid Value { get; }

    /// <summary>Wraps a bare value.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Writes an <see cref="IGuidId{TSelf}"/> as a JSON string in the form <c>d</c> (hyphenated, lower case).</summary>
/// <typeparam name="TId">The id type.</typeparam>
public sealed class GuidIdConverter<TId> : JsonConverter<TId>
    where TId : struct, IGuidId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value)
            ? TId.From(value)
            : throw new JsonException($"Not a {typeof(TId).Name}: expected a GUID such as \"3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11\".");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
