using YamlDotNet.RepresentationModel;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>Ways through a document of YAML. What is not there is null or empty, so that a rule can say what is missing.</summary>
internal static class YamlNodes
{
    /// <summary>What the name of a map's entry says whose value is other maps, the first first, that complete it.</summary>
    private const string Merge = "<<";

    /// <summary>Every document of a text.</summary>
    public static IReadOnlyList<YamlNode> Read(TextReader text)
    {
        var stream = new YamlStream();
        stream.Load(text);
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    public static YamlNode? At(this YamlNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            node = node.Entries().FirstOrDefault(each => each.Name == key).Value;
        }
        return node;
    }

    public static string? Text(this YamlNode? node) => (node as YamlScalarNode)?.Value;

    public static string? TextAt(this YamlNode? node, params ReadOnlySpan<string> path) => node.At(path).Text();

    /// <summary>The items of a list.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode? node) => node as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();

    /// <summary>The texts of a list.</summary>
    public static IEnumerable<string> Texts(this YamlNode? node) => node.Items().Select(Text).OfType<string>();

    /// <summary>Names and values of a map, with what is merged into it.</summary>
    public static IEnumerable<(string Name, YamlNode Value)> Entries(this YamlNode? node)
    {
        if (node is not YamlMappingNode map) return [];
        var own = map.Select(each => (Name: each.Key.Text() ?? "", each.Value)).ToList();
        var merged = own.Where(each => each.Name == Merge).SelectMany(each => each.Value is YamlSequenceNode several ? several : [each.Value]);
        return own.Where(each => each.Name != Merge).Concat(merged.SelectMany(Entries)).DistinctBy(each => each.Name);
    }

    public static IEnumerable<string> Names(this YamlNode? node) => node.Entries().Select(each => each.Name);

    /// <summary>Every entry of this name, at any depth.</summary>
    public static IEnumerable<YamlNode> Everywhere(this YamlNode? node, string name) =>
        node.Entries().Where(each => each.Name == name).Select(each => each.Value)
            .Concat(node.Entries().Select(each => each.Value).Concat(node.Items()).SelectMany(each => each.Everywhere(name)));

    /// <summary>Whether every label of a selector is among these labels with the same value.</summary>
    public static bool Selects(this YamlNode? selector, YamlNode? labels) =>
        selector.Entries().Any() && selector.Entries().All(each => labels.TextAt(each.Name) == each.Value.Text());
}
