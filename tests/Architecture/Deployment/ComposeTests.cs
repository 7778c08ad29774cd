using System.Text.RegularExpressions;
using AcdRouter.Testing;
using YamlDotNet.RepresentationModel;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>docker-compose.yml, as far as it can be judged without an engine.</summary>
public sealed partial class ComposeTests
{
    private static readonly string[] AskedBefore = ["redis", "redis-replica", "rabbitmq", "postgres"];

    private static YamlNode Root => ComposeFile.Root;

    private static IEnumerable<(string Name, YamlNode Value)> Services => ComposeFile.Services;

    private static IEnumerable<(string Name, YamlNode Value)> OfOurs => ComposeFile.OfOurs;

    [Fact]
    public void Every_service_waits_for_services_that_can_tell_what_it_waits_for()
    {
        foreach (var (name, service) in Services)
        {
            foreach (var (other, condition) in service.At("depends_on").Entries())
            {
                var waitedFor = Root.At("services", other).ShouldNotBeNull($"{name} waits for {other}");
                switch (condition.TextAt("condition"))
                {
                    case "service_healthy":
                        waitedFor.At("healthcheck", "test").ShouldNotBeNull($"{name} waits for {other} to be healthy");
                        break;
                    case "service_completed_successfully":
                        waitedFor.TextAt("restart").ShouldBe("no", $"{name} waits for {other} to end");
                        break;
                    default:
                        Assert.Fail($"{name} waits for {other} without saying for what of it.");
                        break;
                }
            }
        }
    }

    [Fact]
    public void The_servers_are_prepared_when_all_are_well_and_the_program_runs_after_that()
    {
        Root.At("services", "init", "depends_on").Names().ShouldBe(AskedBefore, ignoreOrder: true);
        foreach (var (name, service) in OfOurs.Where(each => each.Name != "init"))
        {
            service.At("depends_on").Names().ShouldBe(["init"], $"{name}");
        }
    }

    [Fact]
    public void Ports_are_open_to_this_machine_only() =>
        Services.SelectMany(each => each.Value.At("ports").Texts()).Where(port => !port.StartsWith("127.0.0.1:", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_image_is_pinned() =>
        Services.Select(each => WithDefaults(each.Value.TextAt("image")!)).Where(image => !ImageNames.IsPinned(image)).ShouldBeEmpty();

    [Fact]
    public void Every_volume_and_network_is_declared_and_used()
    {
        var mounted = Services.SelectMany(each => each.Value.At("volumes").Texts()).Select(volume => volume.Split(':')[0])
            .Where(source => !source.StartsWith('.') && !source.StartsWith('$')).Distinct();
        mounted.ShouldBe(Root.At("volumes").Names(), ignoreOrder: true);
        Services.SelectMany(each => each.Value.At("networks").Texts()).Distinct().ShouldBe(Root.At("networks").Names(), ignoreOrder: true);
    }

    [Fact]
    public void Every_file_that_is_mounted_is_there() =>
        Services.SelectMany(each => each.Value.At("volumes").Texts()).Select(volume => WithDefaults(volume).Split(':')[0])
            .Where(source => source.StartsWith('.') && !Path.Exists(Path.Combine(Repository.Root, source))).ShouldBeEmpty();

    [Fact]
    public void Every_value_from_the_environment_file_is_in_its_example_and_its_secrets_are_empty_there()
    {
        var example = Read(".env.example").Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')).Select(line => line.Split('=', 2)).ToList();
        Interpolation().Matches(ComposeFile.Text).Select(match => match.Groups["name"].Value).Distinct().ShouldBe(example.Select(pair => pair[0]), ignoreOrder: true);
        example.Where(pair => pair[0].EndsWith("PASSWORD", StringComparison.Ordinal) && pair[1].Length > 0).ShouldBeEmpty();
        Read(".gitignore").Split('\n').ShouldContain(".env");
    }

    [Fact]
    public void Every_password_comes_from_the_environment_file_and_must_be_given() =>
        Interpolation().Matches(ComposeFile.Text).Where(match => match.Groups["name"].Value.EndsWith("PASSWORD", StringComparison.Ordinal) && match.Groups["kind"].Value != ":?")
            .ShouldBeEmpty();

    [Fact]
    public void The_web_never_gets_the_journals_address() =>
        Root.At("services", "web", "environment").Names().ShouldBe(["ACD_BUS", "ACD_HISTORY"], ignoreOrder: true);

    [Fact]
    public void What_is_ours_may_nothing_and_is_given_longer_to_stop_than_it_takes()
    {
        OfOurs.Select(each => each.Name).ShouldBe(["init", "core", "web"], ignoreOrder: true);
        foreach (var (name, service) in OfOurs)
        {
            service.TextAt("read_only").ShouldBe("true", name);
            service.At("cap_drop").Texts().ShouldBe(["ALL"], name);
            service.At("security_opt").Texts().ShouldContain("no-new-privileges:true", name);
            int.Parse(service.TextAt("stop_grace_period")!.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture)
                .ShouldBeGreaterThan((int)ProgramFacts.StopWithin.TotalSeconds, name);
        }
    }

    [Fact]
    public void Redis_is_configured_as_the_program_demands()
    {
        var lines = Read("deploy/redis.conf").Split('\n');
        lines.ShouldContain("appendonly yes");
        lines.ShouldContain("maxmemory-policy noeviction");
        Root.At("services", "init", "command").Texts().ShouldContain("--replicas");
        Services.Count(each => (each.Value.TextAt("image") ?? "").StartsWith("redis:", StringComparison.Ordinal)).ShouldBe(2);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static string WithDefaults(string text) => Interpolation().Replace(text, match => match.Groups["rest"].Value);

    // $$ is a dollar for the shell inside.
    [GeneratedRegex(@"(?<!\$)\$\{(?<name>[A-Z_]+)(?<kind>:[-?])?(?<rest>[^}]*)\}")]
    private static partial Regex Interpolation();
}
