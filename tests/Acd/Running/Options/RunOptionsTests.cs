using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests;

public sealed class RunOptionsTests
{
    private const string Bus = "amqp://acd:s3cret@rabbit:5673/site";
    private const string Journal = "redis://:s3cret@redis:6380/2";
    private const string History = "postgres://acd:s3cret@pg:5433/acd";

    [Fact]
    public void Nothing_given_is_everything_in_one_process_on_files()
    {
        var options = Resolve();
        options.Role.ShouldBe(RunRole.All);
        options.Servers.ShouldBeNull();
        options.Data.ShouldBe("./data");
        options.Urls.ShouldBe("http://127.0.0.1:8080");
        options.Settings.ShouldBeEmpty();
    }

    [Fact]
    public void The_default_may_be_said() =>
        Resolve((RunName.Role, "all"), (RunName.Bus, "memory"), (RunName.Journal, "files"), (RunName.History, "files")).Servers.ShouldBeNull();

    [Theory]
    [InlineData("all", RunRole.All)]
    [InlineData("core", RunRole.Core)]
    [InlineData("web", RunRole.Web)]
    public void Servers_are_all_three_for_any_role(string role, object expected)
    {
        var options = Resolve((RunName.Role, role), (RunName.Bus, Bus), (RunName.Journal, Journal), (RunName.History, History));
        options.Role.ShouldBe((RunRole)expected);
        var servers = options.Servers.ShouldNotBeNull();
        servers.Bus.Server.Port.ShouldBe(5673);
        servers.Journal!.Database.ShouldBe(2);
        servers.History.Database.ShouldBe("acd");
    }

    [Fact]
    public void A_web_process_need_not_know_the_journal() =>
        Resolve((RunName.Role, "web"), (RunName.Bus, Bus), (RunName.History, History)).Servers!.Journal.ShouldBeNull();

    [Theory]
    [InlineData("all", Bus, null, null)]
    [InlineData("core", Bus, null, History)]
    [InlineData("web", Bus, "files", History)]
    [InlineData("web", Bus, Journal, null)]
    [InlineData("all", "memory", Journal, History)]
    [InlineData("all", null, Journal, null)]
    public void A_mixture_is_refused_in_a_sentence_that_names_both_shapes(string role, string? bus, string? journal, string? history)
    {
        var given = new List<(RunName, string)> { (RunName.Role, role) };
        if (bus is not null) given.Add((RunName.Bus, bus));
        if (journal is not null) given.Add((RunName.Journal, journal));
        if (history is not null) given.Add((RunName.History, history));
        var problem = Problems([.. given]).ShouldHaveSingleItem();
        problem.ShouldContain("do not go together");
        problem.ShouldContain("--bus memory --journal files --history files");
        problem.ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData("core")]
    [InlineData("web")]
    public void A_role_of_its_own_takes_servers(string role) => Problems((RunName.Role, role)).ShouldHaveSingleItem().ShouldContain("works with others over servers");

    [Fact]
    public void Notifications_are_promised_for_later() =>
        Problems((RunName.Role, "notifications")).ShouldHaveSingleItem().ShouldContain("comes with a later version");

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        var problems = Problems(
            (RunName.Role, "king"), (RunName.Bus, "amqp://acd:s3cret@/x"), (RunName.Urls, "https://127.0.0.1:1"), (RunName.TrustedProxies, "nonsense"));
        problems.Count.ShouldBe(4);
        string.Join('\n', problems).ShouldNotContain("s3cret");
    }

    [Fact]
    public void An_archive_goes_with_servers() =>
        Problems((RunName.Archive, "archive")).ShouldHaveSingleItem().ShouldContain("on files the archive lies in the data folder");

    [Fact]
    public void The_command_line_goes_before_the_environment_and_that_before_the_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["acd.yaml"], "urls: http://127.0.0.1:3\ndata: from-file\nsettings: [c.yaml]\ntrustedProxies: 10.0.0.1\n");
        var (file, problems) = RunConfigFile.Read(folder["acd.yaml"]);
        problems.ShouldBeEmpty();
        var variables = new Dictionary<string, string> { ["ACD_URLS"] = "http://127.0.0.1:2", ["ACD_DATA"] = "from-environment", ["ACD_SETTINGS"] = "a.yaml:b.yaml" };
        var line = new Dictionary<RunName, RunValue> { [RunName.Urls] = new(["http://127.0.0.1:1"], "--urls") };

        var options = RunOptions.Resolve(new RunInputs(line, variables.GetValueOrDefault, file)).Options.ShouldNotBeNull();

        options.Urls.ShouldBe("http://127.0.0.1:1");
        options.Data.ShouldBe("from-environment");
        options.Settings.ShouldBe(["a.yaml", "b.yaml"]);
        options.TrustedProxies.ShouldHaveSingleItem().ToString().ShouldBe("10.0.0.1/32");
    }

    [Fact]
    public void Every_option_has_its_name_in_the_environment() =>
        RunName.All.Select(name => name.Variable).ShouldBe(
            ["ACD_ROLE", "ACD_BUS", "ACD_JOURNAL", "ACD_HISTORY", "ACD_DATA", "ACD_URLS", "ACD_SETTINGS", "ACD_TRUSTED_PROXIES", "ACD_ARCHIVE"]);

    [Fact]
    public void A_problem_names_where_the_value_came_from()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["acd.yaml"], "data: x\nbus: http://nonsense\n");
        var (file, _) = RunConfigFile.Read(folder["acd.yaml"]);
        RunOptions.Resolve(new RunInputs(new Dictionary<RunName, RunValue>(), _ => null, file)).Problems
            .ShouldHaveSingleItem().ShouldStartWith($"{folder["acd.yaml"]}:2: bus: \"http://nonsense\" is not an address");
    }

    [Theory]
    [InlineData("role: core\nbuss: x\n", "buss")]
    [InlineData("- role\n", "mapping")]
    [InlineData("role: [core]\n", "single value")]
    [InlineData("bus: [amqp://acd:s3cret@h/v\n", "not YAML")]
    public void A_file_that_is_wrong_is_refused_without_its_secrets(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["acd.yaml"], text);
        var said = string.Join('\n', RunConfigFile.Read(folder["acd.yaml"]).Problems);
        said.ShouldContain(expected);
        said.ShouldNotContain("s3cret");
    }

    private static RunOptions Resolve(params (RunName Name, string Text)[] given)
    {
        var (options, problems) = RunOptions.Resolve(Inputs(given));
        problems.ShouldBeEmpty();
        return options.ShouldNotBeNull();
    }

    private static IReadOnlyList<string> Problems(params (RunName Name, string Text)[] given)
    {
        var (options, problems) = RunOptions.Resolve(Inputs(given));
        options.ShouldBeNull();
        return problems;
    }

    private static RunInputs Inputs((RunName Name, string Text)[] given) =>
        new(given.ToDictionary(each => each.Name, each => new RunValue([each.Text], each.Name.Flag)), _ => null, new Dictionary<RunName, RunValue>());
}
