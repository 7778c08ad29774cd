using System.Text.RegularExpressions;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Services;

/// <summary>Runs the very text of docs/bus.md: what a reader copies is what is tested.</summary>
public sealed partial class ExampleTests(ServiceBroker broker) : IClassFixture<ServiceBroker>
{
    [Fact, Accepts("S9")]
    public async Task S9_the_example_does_what_it_says()
    {
        using var folder = new TemporaryFolder();
        var script = folder["hand_over.py"];
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "bus.md"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(script, Python().Match(page).Groups["script"].Value, TestContext.Current.CancellationToken);

        var run = await Programs.PythonAsync(script, [broker.Address, "demo"]);

        run.Code.ShouldBe(0, run.Errors);
        var lines = run.Out.Trim().Split('\n');
        lines.Count(line => line.StartsWith("session ", StringComparison.Ordinal)).ShouldBe(1);
        lines.ShouldContain("waiting 1");
        lines.ShouldContain(line => line.StartsWith("request ", StringComparison.Ordinal) && line.EndsWith("at place 1", StringComparison.Ordinal));
        foreach (var told in new[] { "session-started", "participant-joined", "request-queued", "session-transferred", "session-ended" })
        {
            lines.ShouldContain(line => line.StartsWith("event ", StringComparison.Ordinal) && line.EndsWith($" {told}", StringComparison.Ordinal), run.Out);
        }
    }

    [GeneratedRegex("```python\n(?<script>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Python();
}
