using System.Xml.Linq;
using AcdRouter.Testing;

namespace AcdRouter.Architecture.Tests.Projects;

/// <summary>A project file and what it asks for.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Projects">Names of the projects it references.</param>
/// <param name="Packages">Packages that come with what it makes; build tools such as analyzers are not among them.</param>
/// <param name="Frameworks">Shared frameworks beyond the base one.</param>
internal sealed record Project(
    string Name, string Folder, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> Frameworks)
{
    /// <summary>The projects of the product.</summary>
    public static IReadOnlyList<Project> OfSource { get; } = In("src");

    /// <summary>The test projects and what they share.</summary>
    public static IReadOnlyList<Project> OfTests { get; } = In("tests");

    /// <summary>The name of the assembly it makes, unless the project says otherwise.</summary>
    public string Assembly { get; private init; } = "";

    /// <summary>What was built last of it under the configuration that this test was built under.</summary>
    public string Output => Path.Combine(Folder, "bin", Configuration, TargetFramework, Assembly + ".dll");

    // The tests lie in bin/CONFIGURATION/FRAMEWORK of their own project.
    private static string TargetFramework { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    private static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static IReadOnlyList<Project> In(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    private static Project Read(string file)
    {
        var xml = XDocument.Load(file);
        var name = Path.GetFileNameWithoutExtension(file);
        return new Project(
            name,
            Path.GetDirectoryName(file)!,
            [.. Included(xml, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))).Where(each => each != "*.Tests")],
            [.. Included(xml, "PackageReference", reference => (string?)reference.Attribute("PrivateAssets") != "all")],
            [.. Included(xml, "FrameworkReference")])
        {
            Assembly = xml.Descendants("AssemblyName").Select(each => each.Value).SingleOrDefault() ?? $"AcdRouter.{name}",
        };
    }

    private static IEnumerable<string> Included(XDocument xml, string element, Func<XElement, bool>? also = null) =>
        xml.Descendants(element).Where(each => also is null || also(each)).Select(each => (string?)each.Attribute("Include")).OfType<string>();
}
