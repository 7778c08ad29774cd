using AcdRouter.Contracts;

namespace AcdRouter.Journals;

/// <summary>
/// A site's folder in the history: <c>sites/site-north</c>, with a plus for every dot of the id. So no id is the name of a file of the
/// store's own, nor one that Windows keeps for a device (<c>con</c>, <c>aux.1</c>) or cuts short (a dot at the end).
/// </summary>
internal static class SiteFolder
{
    private const string Prefix = "site-";

    /// <summary>The folder that holds all sites' folders.</summary>
    public static string Root(string folder) => Path.Combine(folder, "sites");

    /// <summary>The folder of a site, whose id must be well-formed.</summary>
    public static string Of(string folder, SiteId site) => Path.Combine(Root(folder), Prefix + site.Value.Replace('.', '+'));

    /// <summary>Every site with a folder. Other folders are none of ours and left alone.</summary>
    public static IEnumerable<SiteId> List(string folder)
    {
        foreach (var path in Directory.EnumerateDirectories(Root(folder), Prefix + "*"))
        {
            var id = Path.GetFileName(path)[Prefix.Length..].Replace('+', '.');
            if (TextIds.IsWellFormed(id)) yield return new SiteId(id);
        }
    }
}
