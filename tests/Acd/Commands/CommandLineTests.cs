using System.Text.Json.Nodes;
using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("init")]
    [InlineData("config check")]
    [InlineData("token")]
    [InlineData("explain")]
    [InlineData("journal verify")]
    [InlineData("journal export")]
    [InlineData("journal accept-loss")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("replay")]
    [InlineData("simulate")]
    [InlineData("bench engine")]
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
    [InlineData("bus user shop")]
    [InlineData("bus user shop --site demo")]
    [InlineData("bus user Shop --site demo --bus amqp://guest:guest@127.0.0.1:1")]
    [InlineData("bus user shop --site Demo! --bus amqp://guest:guest@127.0.0.1:1")]
    [InlineData("bus user shop --site demo --remove --bus amqp://guest:guest@127.0.0.1:1")]
    [InlineData("bus user shop --site demo --bus redis://127.0.0.1:1")]
    [InlineData("token anna")]
    [InlineData("token")]
    [InlineData("token anna --site demo --operator")]
    [InlineData("token --site demo --operator")]
    [InlineData("token Anna! --site demo")]
    [InlineData("replay no-such-file.tsv")]
    [InlineData("replay AcdRouter.Acd.Tests.runtimeconfig.json")]
    [InlineData("replay no-such-file.tsv --speed 0.0000001")]
    [InlineData("replay no-such-file.tsv --speed 1e300")]
    [InlineData("replay no-such-file.tsv --speed NaN")]
    [InlineData("explain 3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11 --site demo --url localhost:8080")]
    [InlineData("explain 3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11 --site demo --url nonsense")]
    [InlineData("journal verify --hash-at -1")]
    [InlineData("journal export --from 0")]
    [InlineData("journal export --from 5 --through 4")]
    [InlineData("simulate --worlds 0")]
    [InlineData("simulate --worlds 1000001")]
    [InlineData("simulate --commands 99")]
    [InlineData("bench engine --commands 999")]
    [InlineData("bench engine --commands 10000001")]
    [InlineData("journal verify --data no-such-folder")]
    [InlineData("init")]
    [InlineData("backup")]
    [InlineData("backup --out x --data no-such-folder")]
    [InlineData("restore")]
    [InlineData("journal accept-loss")]
    [InlineData("journal accept-loss --partition 1")]
    [InlineData("journal accept-loss --partition -1 --journal redis://127.0.0.1")]
    [InlineData("journal accept-loss --partition 1 --journal nonsense")]
    [InlineData("init --partitions 0")]
    [InlineData("init --replicas 6")]
    [InlineData("init --bus amqp://acd:s3cret@127.0.0.1/acd")]
    [InlineData("token --operator --history nonsense")]
    [InlineData("run notifications")]
    [InlineData("run core")]
    [InlineData("run king")]
    [InlineData("run --bus amqp://acd:s3cret@127.0.0.1/acd")]
    [InlineData("run --config no-such-file.yaml")]
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
    public async Task A_file_without_a_request_is_refused_with_the_page_of_the_format()
    {
        var run = await AcdProcess.RunAsync("replay", Path.Combine(Repository.Root, "README.md"));
        run.Code.ShouldBe(ExitCodes.Usage);
        run.Errors.ShouldContain("README.md holds no request to replay.");
        run.Errors.ShouldContain("docs/replay.md");
        run.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_world_is_played_for_people_and_for_programs_and_its_seed_repeats_it()
    {
        var text = await AcdProcess.RunAsync("simulate", "--seed", "3", "--commands", "100");
        text.Code.ShouldBe(0, text.Errors);
        text.Out.ShouldStartWith("1 worlds held, 0 failed");
        var json = (await AcdProcess.RunAsync("simulate", "--seed", "3", "--commands", "100", "--json")).Out;
        json.Trim().Split('\n').Length.ShouldBe(1);
        var world = JsonNode.Parse(json)!["worlds"]!.AsArray().Single()!;
        world["seed"]!.GetValue<int>().ShouldBe(3);
        (await AcdProcess.RunAsync("simulate", "--seed", "3", "--commands", "100", "--json")).Out.ShouldBe(json);
    }

    [Fact]
    public async Task The_engine_is_measured_for_people_and_for_programs()
    {
        var text = await AcdProcess.RunAsync("bench", "engine", "--commands", "1000");
        text.Code.ShouldBe(0, text.Errors);
        text.Out.Trim().Split('\n').Length.ShouldBe(7);
        text.Out.ShouldContain("commands/s");
        var json = JsonNode.Parse((await AcdProcess.RunAsync("bench", "engine", "--commands", "1000", "--json")).Out)!;
        json["machine"]!.ToString().ShouldNotBeEmpty();
        json["figures"]!.AsArray().Count.ShouldBe(6);
        json["figures"]![5]!.AsObject().Select(member => member.Key).ShouldBe(
            [
                "agents", "queues", "backlog", "commands", "commandsPerSecond", "yardstickPerSecond", "ratio", "microsecondsPerCommand",
                "bytesAllocatedPerCommand", "bytesPerWaitingRequest",
            ]);
    }

    [Fact]
    public async Task The_bus_is_described_for_programs()
    {
        var run = await AcdProcess.RunAsync("bus", "asyncapi");
        run.Code.ShouldBe(0, run.Errors);
        run.Out.ShouldBe(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "asyncapi.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_version_is_shown()
    {
        var json = JsonNode.Parse((await AcdProcess.RunAsync("version", "--json")).Out)!;
        json["version"]!.ToString().ShouldStartWith("0.1.0");
        json["journalLevel"]!.GetValue<int>().ShouldBe(1);
    }
}
