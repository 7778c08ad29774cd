namespace AcdRouter.Contracts;

/// <summary>Fixes the name that a message has on the bus, so that moving a type moves nothing on the wire.</summary>
/// <param name="name">Lower case, words joined by hyphens; never changed once published.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EntityAttribute(string name) : Attribute
{
    /// <summary>The name on the bus.</summary>
    public string Name { get; } = name;
}
