using System.Diagnostics;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Services;

/// <summary>Programs run to their end: ours, and those of another service in Python.</summary>
internal static class Programs
{
    // The system's: python3-pika is installed for it, whatever else is in the path.
    private const string Python = "/usr/bin/python3";

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(90);

    /// <summary>The program, to be run by dotnet.</summary>
    public static string Acd { get; } = Path.Combine(AppContext.BaseDirectory, "acd.dll");

    /// <summary>acd with these arguments.</summary>
    public static Task<(int Code, string Out, string Errors)> AcdAsync(params string[] arguments) => RunAsync("dotnet", [Acd, .. arguments]);

    /// <summary>acd with these arguments, trusting the issuers in a file.</summary>
    public static Task<(int Code, string Out, string Errors)> AcdTrustingAsync(string authorities, params string[] arguments) =>
        RunAsync("env", [.. Trusting(authorities), .. arguments]);

    /// <summary>What starts acd so that it trusts the issuers in a file.</summary>
    public static IReadOnlyList<string> Trusting(string authorities) => [$"SSL_CERT_FILE={authorities}", "dotnet", Acd];

    /// <summary>A case of service.py; what it printed.</summary>
    public static async Task<System.Text.Json.Nodes.JsonNode> ServiceAsync(string address, string site, params string[] more)
    {
        var run = await PythonAsync(Path.Combine(Repository.TestProject, "Services", "service.py"), [address, site, .. more]);
        run.Code.ShouldBe(0, run.Errors);
        return System.Text.Json.Nodes.JsonNode.Parse(run.Out)!;
    }

    /// <summary>A script with these arguments.</summary>
    public static Task<(int Code, string Out, string Errors)> PythonAsync(string script, IEnumerable<string> arguments) => RunAsync(Python, [script, .. arguments]);

    /// <summary>Starts a program with its output on pipes.</summary>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The servers of the machine that tests run on are not the ones meant.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ACD_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Out, string Errors)> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Within, TestContext.Current.CancellationToken);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
