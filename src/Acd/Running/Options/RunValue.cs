namespace AcdRouter.Acd;

/// <summary>What was given for an option.</summary>
/// <param name="Items">The values; one where the option takes one.</param>
/// <param name="Said">Where it was given, for sentences: <c>--bus</c>, <c>ACD_BUS</c>, <c>acd.yaml:3: bus</c>.</param>
internal sealed record RunValue(IReadOnlyList<string> Items, string Said)
{
    /// <summary>The value of an option that takes one.</summary>
    public string Text => Items[0];
}
