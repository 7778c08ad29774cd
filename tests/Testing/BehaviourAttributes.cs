using Xunit.v3;

namespace AcdRouter.Testing;

/// <summary>The test proves that a behaviour does what its page says.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AcceptsAttribute(string behaviour) : Attribute, ITraitAttribute
{
    public string Behaviour { get; } = behaviour;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Accepts", Behaviour)];
}

/// <summary>The test proves that a behaviour refuses, or does not do, what its page excludes.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RefusesAttribute(string behaviour) : Attribute, ITraitAttribute
{
    public string Behaviour { get; } = behaviour;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Refuses", Behaviour)];
}
