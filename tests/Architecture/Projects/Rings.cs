namespace AcdRouter.Architecture.Tests.Projects;

/// <summary>The rings of the product. A project may reference those of lower rings, never its own ring or a higher one.</summary>
internal static class Rings
{
    private static readonly string[][] FromInside =
    [
        ["Contracts"],
        ["Processes"],
        ["Router", "Sessions"],
        ["Web", "Notifications", "Journals", "Simulation"],
        ["Acd"],
    ];

    /// <summary>Projects whose decisions must come out alike on any machine: they take no package and touch no adapter.</summary>
    public static IReadOnlyList<string> Pure { get; } = ["Contracts", "Processes", "Router", "Sessions"];

    /// <summary>The ring of a project, 0 innermost; null when it belongs to none yet.</summary>
    public static int? Of(string project)
    {
        var ring = Array.FindIndex(FromInside, projects => projects.Contains(project, StringComparer.Ordinal));
        return ring < 0 ? null : ring;
    }

    /// <summary>Whether the one may reference the other.</summary>
    public static bool Allow(string from, string to) => Of(from) > Of(to);
}
