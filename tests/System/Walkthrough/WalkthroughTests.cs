using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AcdRouter.Testing;

namespace AcdRouter.SystemTests;

/// <summary>Runs the very text of docs/walkthrough.md: what a reader types is what is tested.</summary>
public sealed class WalkthroughTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(3);

    [Fact, Accepts("S9"), Accepts("S11"), Accepts("I7"), Accepts("I10")]
    public async Task S9_the_walkthrough_does_what_it_says_with_a_kill_in_the_middle()
    {
        using var folder = new TemporaryFolder();
        var script = folder["walkthrough.sh"];
        await File.WriteAllTextAsync(script, Blocks(Path.Combine(Repository.Root, "docs", "walkthrough.md")), TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("setsid", ["bash", "-eu", script]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.Environment["URL"] = $"http://127.0.0.1:{FreePort()}";
        start.Environment["TMPDIR"] = folder.Path;
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}{Path.PathSeparator}{start.Environment["PATH"]}";
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath)!;

        using var walk = Process.Start(start)!;
        var output = walk.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = walk.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await walk.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Within, TestContext.Current.CancellationToken);
        }
        finally
        {
            // A walk that fails leaves the program and its pages behind: all of its own session, and nothing else, is ended.
            using var kill = Process.Start(new ProcessStartInfo("kill", ["-KILL", "--", $"-{walk.Id}"]) { RedirectStandardError = true })!;
            await kill.WaitForExitAsync(CancellationToken.None);
        }

        var said = $"{await output}\n{await errors}";
        walk.ExitCode.ShouldBe(0, said);
        said.ShouldContain("\"personalMessage\": \"Printer again. Please be kind.\"");
        said.ShouldContain("R3 accepted first boris");
        said.ShouldContain("\"takenBy\": \"boris\"");
        said.ShouldContain("Sound: ");
    }

    private static string Blocks(string page)
    {
        var lines = new List<string>();
        var inside = false;
        foreach (var line in File.ReadLines(page))
        {
            if (line is "```bash") inside = true;
            else if (line is "```") inside = false;
            else if (inside) lines.Add(line);
        }
        lines.Count.ShouldBeGreaterThan(50);
        return string.Join('\n', lines) + "\n";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
