using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests;

public sealed class SettingsFileTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "site.yaml");

    [Fact]
    public void The_sample_is_good_and_has_the_people_and_queues_of_the_demonstration()
    {
        var (file, problems) = SettingsFile.Read(Sample);

        problems.ShouldBeEmpty();
        file!.Site.ShouldBe(new SiteId("demo"));
        file.Settings.People.Select(person => person.Id.Value).ShouldBeSubsetOf(file.Settings.People.Select(person => person.Id.Value).Distinct());
        foreach (var person in new[] { "anna", "boris", "carla", "maria", "admin", "dorit", "tova" }) file.Settings.People.ShouldContain(each => each.Id.Value == person);
        file.Settings.Queues.Select(queue => queue.Id.Value).ShouldBe(["second-line", "ps", "nw", "ne", "in", "pe", "tt"], ignoreOrder: true);
    }

    [Fact]
    public void The_sample_writes_every_setting_out()
    {
        var text = File.ReadAllText(Sample);
        foreach (var type in new[] { typeof(SiteSettings), typeof(PersonSettings), typeof(QueueSettings) })
        {
            foreach (var property in type.GetProperties().Where(property => property.Name != nameof(PersonSettings.Skills)))
            {
                text.ShouldContain($"{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name)}:", Case.Sensitive);
            }
        }
    }

    [Fact]
    public void Everything_wrong_is_named_at_once_with_its_line_and_what_is_allowed()
    {
        var problems = Read("""
            site: demo
            version: one
            name: Test
            presenceGraceSecond: 3
            people:
              - { id: Anna, name: Anna, privileges: [csr, king] }
            queues:
              - id: q
                members: []
                open: maybe
                distribution: random
            """);

        problems.Select(problem => (problem.Line, problem.Path)).ShouldBe(
            [
                (2, "version"), (4, "presenceGraceSecond"), (6, "people[0].id"), (6, "people[0].privileges[1]"),
                (8, "queues[0].name"), (10, "queues[0].open"), (11, "queues[0].distribution"),
            ],
            ignoreOrder: true);
        problems.Single(problem => problem.Path == "version").ToString().ShouldEndWith("site.yaml:2: version: \"one\" is not a whole number.");
        problems.Single(problem => problem.Path == "queues[0].distribution").Message.ShouldBe(
            "\"random\" is not allowed; one of everybody, most-idle, round-robin, best-skill, least-busy.");
        problems.Single(problem => problem.Path == "presenceGraceSecond").Message.ShouldContain("presenceGraceSeconds");
    }

    [Fact]
    public void A_value_out_of_its_range_is_named_with_its_line_the_value_and_the_range()
    {
        var problems = Read("""
            site: demo
            version: 1
            name: Test
            presenceGraceSeconds: 301
            people: []
            queues:
              - id: q
                name: Q
                members:
                  - { agent: nobody }
                shutdownThreshold: 7
            """);

        problems.Select(problem => (problem.Line, problem.Path)).ShouldBe(
            [(4, "presenceGraceSeconds"), (10, "queues[0].members[0].agent"), (11, "queues[0].shutdownThreshold")], ignoreOrder: true);
        problems.Select(problem => problem.Message).ShouldBe(
            ["301 is not allowed; 0 to 300.", "there is no person 'nobody'.", "7 is not allowed; 50 to 999."]);
    }

    [Fact]
    public void A_misspelt_key_hides_neither_ranges_nor_references_and_all_come_in_the_order_of_lines()
    {
        var problems = Read("""
            site: demo
            version: one
            name: ""
            presenceGraceSecond: 3
            customerGraceSeconds: 601
            fallbackQueue: nowhere
            people:
              - id: anna
                name: Anna
                privileges:
                  - king
                  - csr
                  - csr
                maxSessions: 101
            queues:
              - id: q
                name: Q
                wrapUpSecond: 3
                members:
                  - { agent: anna }
                  - { agent: nobody, rank: high }
            """);

        problems.Select(problem => (problem.Line, problem.Path)).ShouldBe(
            [
                (2, "version"), (3, "name"), (4, "presenceGraceSecond"), (5, "customerGraceSeconds"), (6, "fallbackQueue"),
                (11, "people[0].privileges[0]"), (13, "people[0].privileges[2]"), (14, "people[0].maxSessions"),
                (18, "queues[0].wrapUpSecond"), (20, "queues[0].members[0].agent"), (21, "queues[0].members[1].rank"), (21, "queues[0].members[1].agent"),
            ]);
    }

    [Fact]
    public void What_a_broken_list_would_have_held_is_not_missed_in_other_places()
    {
        var problems = Read("""
            site: demo
            version: 1
            name: Test
            transferPriority: 1
            headStartSeconds: 5
            fallbackQueue: q
            people: everybody
            queues: { id: q }
            """);

        problems.Select(problem => problem.Path).ShouldBe(["headStartSeconds", "people", "queues"]);
    }

    [Fact]
    public void An_entry_that_is_no_mapping_is_one_error() => Read("""
        site: demo
        version: 1
        name: Test
        people: [anna]
        queues: []
        """).Select(problem => problem.ToString()[(problem.ToString().LastIndexOf('/') + 1)..]).ShouldBe(["site.yaml:4: people[0]: expected a mapping of keys to values."]);

    [Theory]
    [InlineData("a: [", "not YAML")]
    [InlineData("site: a\nsite: b", "not YAML")]
    [InlineData("--- {}\n--- {}", "one document")]
    [InlineData("- 1", "expected a mapping")]
    public void What_is_no_settings_file_is_said_so(string text, string says) => Read(text).ShouldContain(problem => problem.Message.Contains(says));

    [Fact]
    public void A_file_that_is_not_there_is_said_so() => SettingsFile.Read("no-such-file.yaml").Problems.Single().Message.ShouldContain("no-such-file.yaml");

    [Fact]
    public void The_same_file_is_the_same_command_and_another_one_is_not()
    {
        var file = SettingsFile.Read(Sample).File!;
        ConfigureCommands.Of(file).CommandId.ShouldBe(ConfigureCommands.Of(SettingsFile.Read(Sample).File!).CommandId);
        ConfigureCommands.Of(file with { Settings = file.Settings with { Name = "x" } }).CommandId.ShouldNotBe(ConfigureCommands.Of(file).CommandId);
    }

    private static IReadOnlyList<SettingsProblem> Read(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["site.yaml"], text);
        var (file, problems) = SettingsFile.Read(folder["site.yaml"]);
        file.ShouldBeNull();
        return problems;
    }
}
