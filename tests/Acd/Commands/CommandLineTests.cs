using System.Text.Json.Nodes;
using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("config check")]
    [InlineData("token")]
    [InlineData("explain")]
    [InlineData("journal verify")]
    [InlineData("journal export")]
    [InlineData("replay")]
    [InlineData("version")]
    public async Task Every_command_explains_itself_and_answers_in_json(string command)
    {
        var help = await AcdProcess.RunAsync([.. command.Split(' '), "--help"]);
        help.Code.ShouldBe(0);
        help.Out.ShouldContain("--json");
        help.Out.ShouldContain("Usage:");
    }

    [Theory]
    [InlineData("")]
    [InlineData("frobnicate")]
    [InlineData("run --demo-speed 0")]
    [InlineData("run --urls nonsense")]
    [InlineData("run --urls https://127.0.0.1:1")]
    [InlineData("run --urls http://127.0.0.1:99999")]
    [InlineData("run --trusted-proxy nonsense")]
    [InlineData("run --trusted-proxy 10.0.0.0/8 --trusted-proxy 10.0.0.0/99")]
    [InlineData("run --settings no-such-file.yaml")]
    [InlineData("token anna")]
    [InlineData("token")]
    [InlineData("token anna --site demo --operator")]
    [InlineData("token --site demo --operator")]
    [InlineData("token Anna! --site demo")]
    [InlineData("replay no-such-file.tsv")]
    [InlineData("journal verify --data no-such-folder")]
    public async Task Wrong_usage_is_exit_code_2_in_plain_sentences(string command)
    {
        var run = await AcdProcess.RunAsync(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        run.Code.ShouldBe(ExitCodes.Usage, run.Errors);
        run.Errors.ShouldNotBeEmpty();
        run.Errors.ShouldNotContain("   at ");
        run.Errors.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task A_token_needs_the_keys_of_a_data_folder()
    {
        using var folder = new TemporaryFolder();
        var run = await AcdProcess.RunAsync("token", "anna", "--site", "demo", "--data", folder.Path);
        run.Code.ShouldBe(ExitCodes.Failed);
        run.Errors.ShouldContain("Start acd run on this data folder first");
    }

    [Fact]
    public async Task A_checked_file_is_answered_for_people_and_for_programs()
    {
        var sample = Path.Combine(Repository.Root, "samples", "site.yaml");
        (await AcdProcess.RunAsync("config", "check", sample)).ShouldSatisfyAllConditions(run => run.Code.ShouldBe(0), run => run.Out.ShouldContain("good"));
        var json = JsonNode.Parse((await AcdProcess.RunAsync("config", "check", sample, "--json")).Out)!;
        json["ok"]!.GetValue<bool>().ShouldBeTrue();
        json["site"]!.ToString().ShouldBe("demo");
    }

    [Fact]
    public async Task The_version_is_shown()
    {
        var json = JsonNode.Parse((await AcdProcess.RunAsync("version", "--json")).Out)!;
        json["version"]!.ToString().ShouldStartWith("0.1.0");
        json["journalLevel"]!.GetValue<int>().ShouldBe(1);
    }
}
