using System.Text.RegularExpressions;
using AcdRouter.Testing;

namespace AcdRouter.Architecture.Tests.Files;

public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_of_a_page_leads_to_a_file_that_is_there() =>
        SourceFile.All.Where(file => file.Extension == ".md").SelectMany(Broken).ShouldBeEmpty();

    [Theory]
    [InlineData("[a](../b.md#part)", "../b.md")]
    [InlineData("see [a](b.md), then", "b.md")]
    [InlineData("[a](https://example.org/b.md)", null)]
    [InlineData("[a](#part)", null)]
    public void Only_links_within_the_repository_are_followed(string line, string? target) =>
        Targets(line).ShouldBe(target is null ? [] : [target]);

    private static IEnumerable<string> Broken(SourceFile page) =>
        from line in page.Lines
        from target in Targets(line)
        let path = Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, target)
        where !Path.Exists(path)
        select $"{page.Path} → {target}";

    private static IEnumerable<string> Targets(string line) =>
        Link().Matches(line).Select(match => match.Groups["target"].Value);

    [GeneratedRegex(@"\]\((?<target>[^)#:\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
