using System.Text.RegularExpressions;
using AcdRouter.Architecture.Tests.Files;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>docs/operations.md against the program: nothing that it can say or be told is missing, and nothing is explained that is not there.</summary>
public sealed partial class OperationsPageTests
{
    private static readonly IReadOnlyList<string> Page = SourceFile.All.Single(file => file.Path == "docs/operations.md").Lines;

    [Fact]
    public void Every_exit_code_is_explained_under_its_name() =>
        Rows("Exit codes").Select(cells => (int.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture), cells[1]))
            .ShouldBe(ProgramFacts.ExitCodes.OrderBy(each => each.Key).Select(each => (each.Key, each.Value)));

    [Fact]
    public async Task Every_option_of_run_is_in_the_table_of_settings()
    {
        var explained = Rows("Settings of the program").SelectMany(cells => Option().Matches(cells[0])).Select(match => match.Value);
        explained.ShouldBe(await ProgramFacts.OptionsOfAsync("run"), ignoreOrder: true);
    }

    [Fact]
    public void Every_variable_is_in_the_table_of_settings() =>
        Rows("Settings of the program").Select(cells => cells[1].Trim('`')).Where(name => name.Length > 0).ShouldBe(ProgramFacts.Variables, ignoreOrder: true);

    [Fact]
    public void Every_line_of_the_log_has_a_number_of_its_own() =>
        LogLines().GroupBy(line => line.Number).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(" / ", group.Select(each => each.File))}")
            .ShouldBeEmpty();

    [Fact]
    public void Every_warning_and_worse_is_explained_with_its_level()
    {
        var explained = Rows("What the log says").Select(cells => (Number: int.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture), Level: cells[1])).ToList();
        explained.Select(row => row.Number).ShouldBeInOrder();
        var said = LogLines().Select(line => (line.Number, line.Level)).ToHashSet();
        explained.Where(row => !said.Contains(row)).ShouldBeEmpty("explained, and never said so");
        said.Where(line => line.Level is "warning" or "error" or "critical").Except(explained).ShouldBeEmpty("said, and not explained");
    }

    /// <summary>The rows of the first table under a heading, without its head.</summary>
    internal static IEnumerable<string[]> Rows(IReadOnlyList<string> page, string heading) =>
        page.SkipWhile(line => line.TrimStart('#', ' ') != heading).Skip(1)
            .SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    private static List<string[]> Rows(string heading)
    {
        var rows = Rows(Page, heading).ToList();
        rows.ShouldNotBeEmpty($"docs/operations.md, {heading}");
        return rows;
    }

    private static IEnumerable<(int Number, string Level, string File)> LogLines() =>
        from file in SourceFile.Under("src")
        where file.Extension == ".cs"
        from Match line in LogLine().Matches(string.Join('\n', file.Lines))
        select (int.Parse(line.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture), line.Groups["level"].Value.ToLowerInvariant(), file.Path);

    // Made by the generator from an attribute, or by hand.
    [GeneratedRegex(@"\[LoggerMessage\(\s*(?<number>\d+),\s*LogLevel\.(?<level>\w+)|LoggerMessage\.Define[^(]*\(\s*LogLevel\.(?<level>\w+),\s*new EventId\((?<number>\d+)")]
    private static partial Regex LogLine();

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex Option();
}
