using System.Text.RegularExpressions;
using AcdRouter.Architecture.Tests.Files;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>docs/guarantees.md: each claim names what shows it, and that exists.</summary>
public sealed partial class GuaranteesPageTests
{
    private static readonly string[] Claims = ["What is promised to whom", "One failure", "Two failures"];

    private static readonly IReadOnlyList<string> Page = SourceFile.All.Single(file => file.Path == "docs/guarantees.md").Lines;

    private static List<string[]> Evidence => [.. OperationsPageTests.Rows(Page, "Evidence")];

    [Fact]
    public void Every_claim_names_its_evidence_or_says_that_it_is_argued()
    {
        var known = Evidence.Select(cells => cells[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var heading in Claims)
        {
            var rows = OperationsPageTests.Rows(Page, heading).ToList();
            rows.ShouldNotBeEmpty(heading);
            foreach (var cells in rows)
            {
                var shown = cells[^1];
                (shown.Contains("argued", StringComparison.Ordinal) || Number().IsMatch(shown)).ShouldBeTrue(cells[0]);
                Number().Matches(shown).Select(match => match.Value).Except(known).ShouldBeEmpty(cells[0]);
            }
        }
    }

    [Fact]
    public void All_evidence_is_numbered_in_order_and_shows_something()
    {
        Evidence.Select(cells => cells[0]).ShouldBe(Enumerable.Range(1, Evidence.Count).Select(each => each.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var shown = Claims.SelectMany(heading => OperationsPageTests.Rows(Page, heading)).SelectMany(cells => Number().Matches(cells[^1])).Select(match => match.Value);
        Evidence.Select(cells => cells[0]).Except(shown).ShouldBeEmpty();
    }

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var tests = SourceFile.Under("tests").Where(file => file.Extension == ".cs").ToLookup(file => Path.GetFileNameWithoutExtension(file.Path));
        var missing =
            from cells in Evidence
            from Match name in Test().Matches(cells[1])
            let method = name.Groups["method"].Value
            where !tests[name.Groups["class"].Value].Any(file => method.Length == 0 || file.Lines.Any(line => line.Contains($" {method}(", StringComparison.Ordinal)))
            select name.Value;
        missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_scenario_that_is_named_is_one_that_can_be_played()
    {
        var named = Evidence.SelectMany(cells => Scenario().Matches(cells[1])).Select(match => match.Groups["name"].Value).ToList();
        named.ShouldNotBeEmpty();
        var help = await ProgramFacts.RunAsync("chaos", "--help");
        named.Where(name => !Regex.IsMatch(help, $@"(?<![a-z-]){name}(?![a-z-])")).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\b\d+\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"`(?<class>[A-Z]\w+(Tests|Contract|Properties))(\.(?<method>\w+))?`")]
    private static partial Regex Test();

    [GeneratedRegex("`(?<name>[a-z]+-[a-z-]+)`")]
    private static partial Regex Scenario();
}
