using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Names one customer of one session.</summary>
/// <param name="Value">The bare value.</param>
[JsonConverter(typeof(GuidIdConverter<CustomerId>))]
public readonly record struct CustomerId(Guid Value) : IGuidId<CustomerId>, IComparable<CustomerId>
{
    /// <inheritdoc/>
    public static CustomerId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(CustomerId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
