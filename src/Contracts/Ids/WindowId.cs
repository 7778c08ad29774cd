using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Names one browser window, which may hold several session pages as tabs.</summary>
/// <param name="Value">The bare value.</param>
[JsonConverter(typeof(GuidIdConverter<WindowId>))]
public readonly record struct WindowId(Guid Value) : IGuidId<WindowId>, IComparable<WindowId>
{
    /// <inheritdoc/>
    public static WindowId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(WindowId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
