using System.Text.RegularExpressions;

namespace AcdRouter.Architecture.Tests.Files;

/// <summary>Rules that hold for the files themselves. Patterns are written so that they do not find this file.</summary>
public sealed partial class RepositoryTests
{
    private const int LongestFile = 400;

    private static readonly string[] Code = [".cs", ".ts", ".tsx", ".csproj", ".props", ".sh", ".css"];

    [Fact]
    public void No_file_of_code_is_longer_than_400_lines() =>
        SourceFile.Under("src", "tests", "bench").Where(file => Code.Contains(file.Extension) && file.Lines.Count > LongestFile)
            .Select(file => $"{file.Path}: {file.Lines.Count}").ShouldBeEmpty();

    [Fact]
    public void The_length_of_files_is_reported()
    {
        var lengths = SourceFile.Under("src").Where(file => file.Extension == ".cs").Select(file => file.Lines.Count).Order().ToList();
        lengths.ShouldNotBeEmpty();
        TestContext.Current.SendDiagnosticMessage($"src: {lengths.Count} files, median {lengths[lengths.Count / 2]} lines, longest {lengths[^1]}");
    }

    [Fact]
    public void No_folder_is_named_for_nothing() =>
        SourceFile.All.Select(file => Path.GetDirectoryName(file.Path)!).Distinct(StringComparer.Ordinal)
            .Where(folder => NamesNothing().IsMatch(folder)).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_open() => Found(SourceFile.Under("src", "tests", "bench").Where(IsCode), LeftOpen());

    [Fact]
    public void No_test_sleeps_or_is_skipped() => Found(SourceFile.Under("tests").Where(IsCode), SleepsOrSkips());

    [Fact]
    public void No_exception_is_swallowed() => Found(SourceFile.Under("src", "tests", "bench").Where(IsCode), Swallows());

    [Fact]
    public void No_path_of_one_machine_is_named() => Found(SourceFile.All, MachinePath());

    [Fact]
    public void No_registry_is_named() => Found(SourceFile.All, Registry());

    [Fact]
    public void Pure_projects_read_no_clock_and_make_no_ids() =>
        Found(SourceFile.Under("src/Contracts", "src/Processes", "src/Router", "src/Sessions").Where(IsCode), ClockOrChance());

    [Fact]
    public void Router_and_sessions_compute_in_whole_numbers() =>
        Found(SourceFile.Under("src/Router", "src/Sessions").Where(IsCode), FloatingPoint());

    private static bool IsCode(SourceFile file) => file.Extension is ".cs" or ".ts" or ".tsx";

    private static void Found(IEnumerable<SourceFile> files, Regex pattern) => files.SelectMany(file => file.Matches(pattern)).ShouldBeEmpty();

    [GeneratedRegex("(^|/)(helpers?|utils?|utilities|common|misc|managers?)(/|$)", RegexOptions.IgnoreCase)]
    private static partial Regex NamesNothing();

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HAC[K]|NotImplemente[d]Exception)\b")]
    private static partial Regex LeftOpen();

    [GeneratedRegex(@"\bThread[.]Sleep\b|\bTask[.]Delay\b|\bSkip(When|Unless)?\s*[=]|Assert[.]Skip")]
    private static partial Regex SleepsOrSkips();

    [GeneratedRegex(@"catch\s*(\((System[.])?Exception[^)]*\))?\s*[{]\s*[}]")]
    private static partial Regex Swallows();

    [GeneratedRegex(@"(^|[^A-Za-z0-9_.}/])/(?:work|root|tmp|home)/")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"api[.]nuget[.]org|registry[.]npmjs[.]org|deb[.]debian[.]org|pypi[.]org|/repository/(nuget|npm)|artifac[t]ory", RegexOptions.IgnoreCase)]
    private static partial Regex Registry();

    [GeneratedRegex(@"\bUtcNow\b|\bDateTime(Offset)?[.]Now\b|\bGuid[.]NewGuid\b|\bGuid[.]CreateVersion7\b|\bRandom[.]Shared\b|\bnew Random\b|\bEnvironment[.]Tick|\bStopwatch\b")]
    private static partial Regex ClockOrChance();

    [GeneratedRegex(@"^(?!\s*//).*\b(double|float|decimal|Math[.](Round|Floor|Ceiling|Sqrt|Pow|Exp|Log))\b")]
    private static partial Regex FloatingPoint();
}
