using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Names a site: a tenant with its own people, queues and settings. Nothing crosses from one site to another.</summary>
/// <param name="Value">The bare value; see <see cref="TextIds.IsWellFormed"/>.</param>
[JsonConverter(typeof(TextIdConverter<SiteId>))]
public readonly record struct SiteId(string Value) : ITextId<SiteId>, IComparable<SiteId>
{
    /// <inheritdoc/>
    public static SiteId From(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(SiteId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
