using AcdRouter.Architecture.Tests.Metadata;
using AcdRouter.Architecture.Tests.Projects;
using AcdRouter.Testing;

namespace AcdRouter.Architecture.Tests.Behaviours;

/// <summary>A tag on a method of a test project.</summary>
/// <param name="Behaviour">The number.</param>
/// <param name="Accepts">True for what is proved, false for what is excluded.</param>
/// <param name="Where">Assembly, class and method.</param>
/// <param name="Runs">Whether the method is a test that is never skipped.</param>
internal sealed record BehaviourTag(string Behaviour, bool Accepts, string Where, bool Runs)
{
    // What tests share has no tests, and the tags on the tests of this check prove no behaviour.
    private static readonly string[] Apart = ["Testing", "Architecture.Tests"];

    /// <summary>Every tag of every test project as built last.</summary>
    public static IReadOnlyList<BehaviourTag> All { get; } =
        [.. Project.OfTests.Where(project => !Apart.Contains(project.Name)).SelectMany(project => In(BuiltAssembly.Open(project.Output)))];

    public static IEnumerable<BehaviourTag> In(BuiltAssembly assembly) =>
        from method in assembly.Methods
        from attribute in method.Attributes
        where attribute.Type is nameof(AcceptsAttribute) or nameof(RefusesAttribute)
        select new BehaviourTag(
            attribute.Arguments[0] as string ?? "",
            attribute.Type == nameof(AcceptsAttribute),
            $"{assembly.Name}: {method.Name}",
            IsTestThatRuns(method));

    private static bool IsTestThatRuns(BuiltMethod method)
    {
        var marks = method.Of(nameof(FactAttribute)).Concat(method.Of(nameof(TheoryAttribute))).ToList();
        return marks.Count > 0 && marks.All(mark => !mark.Named.Any(name => name.StartsWith("Skip", StringComparison.Ordinal)));
    }
}
