using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>What the program is told in a cluster must be what it understands.</summary>
public sealed partial class KubernetesProgramTests
{
    private static readonly string[] Shape = ["ACD_BUS", "ACD_HISTORY", "ACD_JOURNAL"];

    public static TheoryData<string> Folders => [.. Rendered.Folders];

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_web_never_gets_the_journals_address_and_the_others_get_all_three(string folder)
    {
        foreach (var workload in Rendered.Workloads(folder))
        {
            foreach (var container in workload.OfOurs)
            {
                var expected = container.At("args").Texts().Contains("web") ? Shape.Except(["ACD_JOURNAL"]) : Shape;
                Rendered.VariablesOf(folder, container).Intersect(Shape).Order().ShouldBe(expected.Order(), $"{workload}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_file_of_settings_is_in_a_map_that_is_mounted_there(string folder)
    {
        foreach (var workload in Rendered.Workloads(folder))
        {
            var maps = workload.Template.At("spec", "volumes").Items().Where(each => each.At("configMap") is not null)
                .ToDictionary(each => each.TextAt("name")!, each => each.TextAt("configMap", "name")!);
            foreach (var container in workload.OfOurs)
            {
                var files = container.At("volumeMounts").Items().Where(each => maps.ContainsKey(each.TextAt("name")!))
                    .SelectMany(mount => Rendered.KeysOf(folder, maps[mount.TextAt("name")!]).Select(key => $"{mount.TextAt("mountPath")}/{key}"));
                var asked = container.At("env").Items().Where(each => each.TextAt("name") == "ACD_SETTINGS")
                    .SelectMany(each => each.TextAt("value")!.Split(':'));
                asked.Except(files).ShouldBeEmpty($"{workload}");
            }
        }
    }

    [Fact]
    public async Task The_settings_of_sites_that_an_overlay_brings_are_good()
    {
        var files = Directory.EnumerateFiles(Rendered.PathOf("overlays/production"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "sites").ToList();
        files.ShouldNotBeEmpty();
        foreach (var file in files) await ProgramFacts.RunAsync("config", "check", file);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_password_stands_in_the_open(string folder) =>
        Rendered.Of(folder).SelectMany(each => Values(each.Node)).Where(text => PasswordInAddress().IsMatch(text)).ShouldBeEmpty();

    private static IEnumerable<string> Values(YamlNode node) =>
        node is YamlScalarNode { Value: { } text } ? [text] : node.Entries().Select(each => each.Value).Concat(node.Items()).SelectMany(Values);

    [GeneratedRegex("://[^/ @]*:[^/ @$]+@")]
    private static partial Regex PasswordInAddress();
}
