using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Names a person with an account on a site.</summary>
/// <param name="Value">The bare value; see <see cref="TextIds.IsWellFormed"/>.</param>
[JsonConverter(typeof(TextIdConverter<PersonId>))]
public readonly record struct PersonId(string Value) : ITextId<PersonId>, IComparable<PersonId>
{
    /// <inheritdoc/>
    public static PersonId From(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(PersonId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
