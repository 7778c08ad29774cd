using AcdRouter.Testing;
using YamlDotNet.RepresentationModel;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>docker-compose.yml.</summary>
internal static class ComposeFile
{
    public static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.yml"));

    public static readonly YamlNode Root = YamlNodes.Read(new StringReader(Text)).Single();

    public static IEnumerable<(string Name, YamlNode Value)> Services => Root.At("services").Entries();

    /// <summary>The services that run this program.</summary>
    public static IEnumerable<(string Name, YamlNode Value)> OfOurs =>
        Services.Where(each => (each.Value.TextAt("image") ?? "").Contains("acdrouter:", StringComparison.Ordinal));
}
