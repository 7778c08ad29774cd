using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Names one invitation to a session.</summary>
/// <param name="Value">The bare value.</param>
[JsonConverter(typeof(GuidIdConverter<InvitationId>))]
public readonly record struct InvitationId(Guid Value) : IGuidId<InvitationId>, IComparable<InvitationId>
{
    /// <inheritdoc/>
    public static InvitationId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(InvitationId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
