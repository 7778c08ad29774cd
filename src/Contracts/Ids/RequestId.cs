using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Names one wish for an agent that the router must satisfy.</summary>
/// <param name="Value">The bare value.</param>
[JsonConverter(typeof(GuidIdConverter<RequestId>))]
public readonly record struct RequestId(Guid Value) : IGuidId<RequestId>, IComparable<RequestId>
{
    /// <inheritdoc/>
    public static RequestId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(RequestId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
