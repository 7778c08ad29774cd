using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Names a queue of a site.</summary>
/// <param name="Value">The bare value; see <see cref="TextIds.IsWellFormed"/>.</param>
[JsonConverter(typeof(TextIdConverter<QueueId>))]
public readonly record struct QueueId(string Value) : ITextId<QueueId>, IComparable<QueueId>
{
    /// <inheritdoc/>
    public static QueueId From(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(QueueId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
