using System.Text.Json.Serialization;

namespace AcdRouter.Contracts;

/// <summary>Names one command. A command repeated under the same id has one effect and one answer.</summary>
/// <param name="Value">The bare value.</param>
[JsonConverter(typeof(GuidIdConverter<CommandId>))]
public readonly record struct CommandId(Guid Value) : IGuidId<CommandId>, IComparable<CommandId>
{
    /// <inheritdoc/>
    public static CommandId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(CommandId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
