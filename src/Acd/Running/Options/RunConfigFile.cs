using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AcdRouter.Acd;

/// <summary>The file of <c>--config</c>: the options of <c>acd run</c> as a YAML mapping. Paths in it are taken as on the command line.</summary>
internal static class RunConfigFile
{
    private const long MaxBytes = 64 * 1024;

    /// <summary>What the file says, and everything that is wrong with it.</summary>
    public static (IReadOnlyDictionary<RunName, RunValue> Values, IReadOnlyList<SettingsProblem> Problems) Read(string path)
    {
        var problems = new YamlProblems(path);
        var values = new Dictionary<RunName, RunValue>();
        if (Parse(path, problems) is { } root)
        {
            var map = new YamlMap(root, "", problems);
            foreach (var name in RunName.All)
            {
                var items = Items(map, root, name);
                if (items.Count == 0) continue;
                values[name] = new RunValue(items, string.Create(CultureInfo.InvariantCulture, $"{path}:{problems.LineOf(name.Key)}: {name.Key}"));
            }
            map.RejectUnknownKeys();
        }
        return (values, problems.All);
    }

    // Where several values are allowed, one may stand without a list around it.
    private static IReadOnlyList<string> Items(YamlMap map, YamlNode root, RunName name)
    {
        var isList = root is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name.Key), out var node) && node is YamlSequenceNode;
        if (name.Separator is not null && isList) return [.. map.Texts(name.Key, [])];
        var text = map.Text(name.Key, "");
        return text.Length == 0 ? [] : [text];
    }

    private static YamlNode? Parse(string path, YamlProblems problems)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
            {
                problems.Add(0, "", $"at most {MaxBytes} bytes are read.");
                return null;
            }
            using var reader = File.OpenText(path);
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
            problems.Add(0, "", "expected one YAML document with the options of acd run.");
        }
        catch (YamlException broken)
        {
            // Its message may quote the line, and the line may hold a password.
            problems.Add((int)broken.Start.Line, "", "this is not YAML.");
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            problems.Add(0, "", unread.Message);
        }
        return null;
    }
}
