using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Names one connection of a page: one browser window that listens.</summary>
/// <param name="Value">The bare value.</param>
[JsonConverter(typeof(GuidIdConverter<ConnectionId>))]
public readonly record struct ConnectionId(Guid Value) : IGuidId<ConnectionId>, IComparable<ConnectionId>
{
    /// <inheritdoc/>
    public static ConnectionId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(ConnectionId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
