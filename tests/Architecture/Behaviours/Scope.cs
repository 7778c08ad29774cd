namespace AcdRouter.Architecture.Tests.Behaviours;

/// <summary>The numbers of the specification, and those that are built so far.</summary>
internal static class Scope
{
    /// <summary>Every behaviour and invariant that the specification numbers.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Range("S", 1, 14), .. Range("R", 1, 24), .. Range("I", 1, 10)];

    /// <summary>Those that must have a test that proves them and a test of what they exclude.</summary>
    public static IReadOnlyList<string> Built { get; } =
    [
        .. Range("S", 1, 12), "S14",
        .. Range("R", 1, 4), "R6", "R7", "R11", .. Range("R", 16, 18), "R20", "R21", "R23", "R24",
        .. Range("I", 1, 10),
    ];

    private static IEnumerable<string> Range(string letter, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => $"{letter}{number}");
}
