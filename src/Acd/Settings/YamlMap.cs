using System.Globalization;
using System.Text.Json;
using AcdRouter.Contracts;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AcdRouter.Acd;

/// <summary>
/// Reads a YAML mapping key by key and collects everything that is wrong instead of stopping at the first. A key that nobody asked
/// for is an error: a misspelt threshold must not silently be its default.
/// </summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, YamlNode> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<YamlScalarNode> keys = [];
    private readonly YamlProblems problems;
    private readonly string path;
    private readonly int line;
    private readonly bool isMapping;

    public YamlMap(YamlNode node, string path, YamlProblems problems)
    {
        this.path = path;
        this.problems = problems;
        line = (int)node.Start.Line;
        problems.Note(path, line);
        if (node is not YamlMappingNode mapping)
        {
            problems.Add(line, path, "expected a mapping of keys to values.");
            return;
        }
        isMapping = true;
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } scalar)
            {
                problems.Add((int)key.Start.Line, Below("?"), "a key has to be a plain word.");
                continue;
            }
            keys.Add(scalar);
            values[name] = value;
            problems.Note(Below(name), (int)value.Start.Line);
        }
    }

    public string Text(string key) => Read(key, required: true) ?? "";

    public string Text(string key, string otherwise) => Read(key, required: false) ?? otherwise;

    public int Number(string key, int? otherwise = null)
    {
        if (Read(key, required: otherwise is null) is not { } text) return otherwise ?? 0;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        Add(key, $"\"{text}\" is not a whole number.");
        return otherwise ?? 0;
    }

    public bool Flag(string key, bool otherwise)
    {
        switch (Read(key, required: false))
        {
            case null: return otherwise;
            case "true": return true;
            case "false": return false;
            case var text:
                Add(key, $"\"{text}\" is not allowed; true or false.");
                return otherwise;
        }
    }

    public T Choice<T>(string key, T otherwise)
        where T : struct, Enum =>
        Read(key, required: false) is { } text ? Choose(text, key, otherwise) : otherwise;

    public ValueList<T> Choices<T>(string key)
        where T : struct, Enum =>
        List(key, required: true, (node, below) => node is YamlScalarNode { Value: { } text } ? Choose<T>(text, below, default) : Reject<T>(node, below));

    public TId Id<TId>(string key)
        where TId : struct, ITextId<TId> =>
        Read(key, required: true) is { } text ? IdOf<TId>(text, key) : default;

    public TId? IdOrNull<TId>(string key)
        where TId : struct, ITextId<TId> =>
        Read(key, required: false) is { } text ? IdOf<TId>(text, key) : null;

    public ValueList<int> Numbers(string key, ValueList<int> otherwise) => !Has(key) ? otherwise
        : List(key, required: false, (node, below) =>
        {
            var text = (node as YamlScalarNode)?.Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
            problems.Add((int)node.Start.Line, Below(below), "is not a whole number.");
            return 0;
        });

    public ValueList<string> Texts(string key, ValueList<string> otherwise) => !Has(key) ? otherwise
        : List(key, required: false, (node, below) => node is YamlScalarNode { Value: { } text } ? text : Reject<string>(node, below) ?? "");

    public ValueList<T> Maps<T>(string key, bool required, Func<YamlMap, T> read) => List(key, required, (node, below) =>
    {
        var map = new YamlMap(node, Below(below), problems);
        var value = read(map);
        map.RejectUnknownKeys();
        return value;
    });

    /// <summary>To be called when everything has been asked for.</summary>
    public void RejectUnknownKeys()
    {
        foreach (var key in keys)
        {
            if (known.Contains(key.Value!)) continue;
            problems.Add((int)key.Start.Line, Below(key.Value!), $"there is no such key; allowed are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        }
    }

    private static T Reject<T>(YamlNode node, string below, YamlProblems problems, string path)
    {
        problems.Add((int)node.Start.Line, path.Length == 0 ? below : $"{path}.{below}", "expected a single value.");
        return default!;
    }

    private T Reject<T>(YamlNode node, string below) => Reject<T>(node, below, problems, path);

    private TId IdOf<TId>(string text, string key)
        where TId : struct, ITextId<TId>
    {
        if (TextIds.IsWellFormed(text)) return TId.From(text);
        Add(key, $"\"{text}\" is not allowed; 1 to {TextIds.MaxLength} of a-z, 0-9, '.', '-', '_', starting with a letter or digit.");
        return TId.From("-");
    }

    private T Choose<T>(string text, string key, T otherwise)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (JsonSerializer.SerializeToElement(value).GetString() == text) return value;
        }
        var allowed = Enum.GetValues<T>().Select(value => JsonSerializer.SerializeToElement(value).GetString());
        Add(key, $"\"{text}\" is not allowed; one of {string.Join(", ", allowed)}.");
        return otherwise;
    }

    private ValueList<T> List<T>(string key, bool required, Func<YamlNode, string, T> read)
    {
        known.Add(key);
        if (!values.TryGetValue(key, out var node))
        {
            if (required && isMapping) problems.Add(line, Below(key), "is required.");
            return [];
        }
        if (node is not YamlSequenceNode sequence)
        {
            Add(key, "expected a list.");
            return [];
        }
        return sequence.Children.Select((child, i) =>
        {
            var item = string.Create(CultureInfo.InvariantCulture, $"{key}[{i}]");
            problems.Note(Below(item), (int)child.Start.Line);
            return read(child, item);
        }).ToValueList();
    }

    private string? Read(string key, bool required)
    {
        known.Add(key);
        if (!values.TryGetValue(key, out var node))
        {
            if (required && isMapping) problems.Add(line, Below(key), "is required.");
            return null;
        }
        if (node is not YamlScalarNode scalar)
        {
            Add(key, "expected a single value.");
            return null;
        }
        var plain = scalar.Style == ScalarStyle.Plain;
        if (plain && scalar.Value is "" or "~" or "null")
        {
            if (required) Add(key, "is required.");
            return null;
        }
        return scalar.Value;
    }

    private bool Has(string key)
    {
        known.Add(key);
        return values.ContainsKey(key);
    }

    private void Add(string key, string message) =>
        problems.Add(values.TryGetValue(key, out var node) ? (int)node.Start.Line : problems.LineOf(Below(key)), Below(key), message);

    private string Below(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
