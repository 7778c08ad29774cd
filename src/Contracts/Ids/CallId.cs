using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Names one voice call.</summary>
/// <param name="Value">The bare value.</param>
[JsonConverter(typeof(GuidIdConverter<CallId>))]
public readonly record struct CallId(Guid Value) : IGuidId<CallId>, IComparable<CallId>
{
    /// <inheritdoc/>
    public static CallId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(CallId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
