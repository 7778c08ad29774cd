using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Names one support session for ever; the <see cref="SessionNumber"/> is only lent to it.</summary>
/// <param name="Value">The bare value.</param>
[JsonConverter(typeof(GuidIdConverter<SessionId>))]
public readonly record struct SessionId(Guid Value) : IGuidId<SessionId>, IComparable<SessionId>
{
    /// <inheritdoc/>
    public static SessionId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(SessionId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
