using System.Text.Json;
using AcdRouter.Testing;

namespace AcdRouter.SystemTests.Chaos;

/// <summary>The short forms of <c>acd chaos</c>: each fault a few times under load. The long ones are run by hand; see docs/chaos.md.</summary>
public sealed class ChaosTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(8);

    [Fact, Accepts("I10"), Accepts("R2")]
    public Task I10_kills_of_the_embedded_program_lose_double_and_reorder_nothing() => PlayAsync(2, "kill-program");

    [Fact, Accepts("I10"), Accepts("I7")]
    public Task I10_kills_and_cuts_on_servers_lose_double_and_reorder_nothing() => PlayAsync(2, "kill-owner", "kill-redis", "cut-redis", "cut-rabbit", "cut-postgres", "quiet-site");

    [Fact, Accepts("I10"), Accepts("I7")]
    public Task I10_a_broker_killed_an_owner_frozen_and_one_that_leaves_lose_double_and_reorder_nothing() => PlayAsync(1, "kill-rabbit", "freeze-owner", "planned-move");

    [Fact, Accepts("I10")]
    public Task I10_the_kill_of_the_leaders_node_among_three_loses_doubles_and_reorders_nothing() => PlayAsync(1, "kill-rabbit-leader");

    [Fact, Accepts("I10")]
    public Task I10_a_fail_over_to_a_lagging_replica_ends_the_program_and_forks_nothing() => PlayAsync(1, "lagging-replica");

    private static async Task PlayAsync(int times, params string[] scenarios)
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = await AcdProgram.RunAsync(
            Within,
            ["chaos", "--brief", "--json", "--times", times.ToString(System.Globalization.CultureInfo.InvariantCulture), "--folder", folder["chaos"], .. scenarios.SelectMany(each => (string[])["--scenario", each])]);
        code.ShouldBe(0, $"{output}\n{error}");
        using var report = JsonDocument.Parse(output);
        var played = report.RootElement.GetProperty("scenarios").EnumerateArray().ToList();
        played.Select(each => each.GetProperty("scenario").GetString()).ShouldBe(scenarios, ignoreOrder: true);
        // Nothing wrong with nothing done would prove nothing.
        played.ShouldAllBe(each => each.GetProperty("passed").GetBoolean());
        played.ShouldAllBe(each => each.GetProperty("load").GetProperty("faults").GetInt32() == times);
    }
}
