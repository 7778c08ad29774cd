using YamlDotNet.RepresentationModel;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>An object as Kubernetes would get it.</summary>
/// <param name="Node">Its document.</param>
internal sealed record KubernetesObject(YamlNode Node)
{
    public string Kind => Node.TextAt("kind") ?? "";

    public string Name => Node.TextAt("metadata", "name") ?? "";

    /// <summary>The template of its pods; null when it makes none.</summary>
    public YamlNode? Template => Node.At("spec", "template");

    public IEnumerable<YamlNode> Containers =>
        Template.At("spec", "containers").Items().Concat(Template.At("spec", "initContainers").Items());

    /// <summary>The containers that run this program.</summary>
    public IEnumerable<YamlNode> OfOurs => Containers.Where(container => (container.TextAt("image") ?? "").Contains("acdrouter:", StringComparison.Ordinal));

    /// <summary>How many pods there are at once.</summary>
    public int Replicas => int.Parse(Node.TextAt("spec", "replicas") ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    public override string ToString() => $"{Kind}/{Name}";
}
