using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AcdRouter.Acd.Tests;

/// <summary>The program as its users start it.</summary>
internal sealed class AcdProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Task<string> errors;

    private AcdProcess(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "acd.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public string Address { get; private set; } = "";

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Out, string Errors)> RunAsync(params string[] arguments)
    {
        using var acd = new AcdProcess(arguments);
        var output = await acd.process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return (await acd.EndedAsync(), output, await acd.errors);
    }

    /// <summary>Starts <c>acd run</c> on a free port and waits until it is ready.</summary>
    public static async Task<AcdProcess> StartAsync(string data, params string[] more)
    {
        var acd = new AcdProcess(["run", "--data", data, "--urls", "http://127.0.0.1:0", "--json", .. more]);
        var line = await acd.process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        line.ShouldNotBeNull(acd.process.HasExited ? await acd.errors : "no line");
        acd.Address = JsonNode.Parse(line)!["address"]!.ToString();
        return acd;
    }

    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!;
        return await EndedAsync();
    }

    /// <summary>All that it wrote to standard output, after the line that says it is ready, and to standard error; once it has ended.</summary>
    public async Task<string> EverythingSaidAsync() =>
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;

    public async Task KillAsync()
    {
        process.Kill();
        await EndedAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private async Task<int> EndedAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
