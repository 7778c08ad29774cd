using System.Text.Json;
using AcdRouter.Testing;

namespace AcdRouter.SystemTests.Chaos;

/// <summary>The short forms of <c>acd chaos</c>: each fault a few times under load. The long ones are run by hand; see docs/chaos.md.</summary>
public sealed class ChaosTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    [Fact, Accepts("I10"), Accepts("R2")]
    public Task I10_kills_of_the_embedded_program_lose_double_and_reorder_nothing() => PlayAsync(2, "kill-program");

    [Fact, Accepts("I10"), Accepts("I7")]
    public Task I10_kills_and_cuts_on_servers_lose_double_and_reorder_nothing() => PlayAsync(2, "kill-owner", "kill-redis", "cut-redis", "quiet-site");

    private static async Task PlayAsync(int times, params string[] scenarios)
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = await AcdProgram.RunAsync(
            Within,
            ["chaos", "--brief", "--json", "--times", times.ToString(System.Globalization.CultureInfo.InvariantCulture), "--folder", folder["chaos"], .. scenarios.SelectMany(each => (string[])["--scenario", each])]);
        code.ShouldBe(0, $"{output}\n{error}");
        using var report = JsonDocument.Parse(output);
        var played = report.RootElement.GetProperty("scenarios").EnumerateArray().ToList();
        played.Select(each => each.GetProperty("scenario").GetString()).ShouldBe(scenarios);
        // Nothing wrong with nothing done would prove nothing.
        played.ShouldAllBe(each => each.GetProperty("load").GetProperty("faults").GetInt32() == times);
    }
}
