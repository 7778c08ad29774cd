using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>What the contracts' documentation says of them, as plain text: it is written once, in the code, and read from beside the program.</summary>
internal sealed partial class ContractDocs
{
    private static readonly Assembly Contracts = typeof(ICommand).Assembly;

    private readonly Dictionary<string, XElement> members;

    private ContractDocs(Dictionary<string, XElement> members) => this.members = members;

    /// <summary>Reads the documentation that the build puts beside the program.</summary>
    public static ContractDocs Read()
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{Contracts.GetName().Name}.xml");
        if (!File.Exists(file)) throw new AcdException($"{file} is missing: it comes with the program. Install the program whole.", ExitCodes.Failed);
        return new ContractDocs(XDocument.Load(file).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal));
    }

    /// <summary>What a contract is.</summary>
    public string Summary(Type type) => Text(members.GetValueOrDefault($"T:{type.FullName}")?.Element("summary"));

    /// <summary>What a member of a contract is; empty where nothing is said.</summary>
    public string Member(Type type, string clrName)
    {
        var parameter = members.GetValueOrDefault($"T:{type.FullName}")?.Elements("param").FirstOrDefault(each => (string?)each.Attribute("name") == clrName);
        return Text(parameter ?? members.GetValueOrDefault($"P:{type.FullName}.{clrName}")?.Element("summary"));
    }

    /// <summary>What a value of an enumeration means.</summary>
    public string Value(Type type, string name) => Text(members.GetValueOrDefault($"F:{type.FullName}.{name}")?.Element("summary"));

    /// <summary>The view that answers a query: the documentation of every query names it.</summary>
    public Type ViewOf(Type query)
    {
        var summary = members[$"T:{query.FullName}"].Element("summary")!;
        var isNamed = false;
        foreach (var node in summary.Nodes())
        {
            if (node is XText text) isNamed = text.Value.Contains("Answered with", StringComparison.Ordinal);
            else if (isNamed && node is XElement see) return Contracts.GetType(Reference(see)[2..], throwOnError: true)!;
        }
        throw new InvalidOperationException($"The documentation of {query.Name} does not say what it is answered with.");
    }

    private static string Text(XElement? element)
    {
        if (element is null) return "";
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            if (node is XText plain) text.Append(plain.Value);
            else if (node is XElement { Name.LocalName: "see" } see) text.Append(Named(Reference(see)));
            else if (node is XElement { Name.LocalName: "paramref" } parameter) text.Append((string?)parameter.Attribute("name"));
            else if (node is XElement other) text.Append(Text(other));
        }
        return White().Replace(text.ToString(), " ").Trim();
    }

    /// <summary>What a reference in the code is called on the wire.</summary>
    private static string Named(string reference)
    {
        var name = reference[2..];
        if (reference.StartsWith("T:", StringComparison.Ordinal))
        {
            return Contracts.GetType(name)?.GetCustomAttribute<EntityAttribute>()?.Name ?? name[(name.LastIndexOf('.') + 1)..];
        }
        var owner = Contracts.GetType(name[..name.LastIndexOf('.')]);
        var member = name[(name.LastIndexOf('.') + 1)..];
        return owner?.GetField(member)?.GetCustomAttribute<System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute>()?.Name
            ?? (owner?.IsEnum == true ? member : System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member));
    }

    private static string Reference(XElement see) => (string?)see.Attribute("cref") ?? "T:";

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
