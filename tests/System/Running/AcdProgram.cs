using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AcdRouter.Testing;

namespace AcdRouter.SystemTests;

/// <summary>The real program in a process of its own, on a free loopback port; killed at the latest when the test ends.</summary>
public sealed class AcdProgram : IDisposable
{
    private readonly Process process;
    private readonly List<string> output = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AcdProgram(Process process) => this.process = process;

    /// <summary>Everything it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (output) return string.Join('\n', output);
        }
    }

    public int Id => process.Id;

    /// <summary>The built program, of the same configuration as the tests.</summary>
    public static string Assembly { get; } =
        Path.Combine(Repository.Root, "src", "Acd", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "acd.dll");

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the program and waits until a line of its output holds the text.</summary>
    public static async Task<AcdProgram> StartAsync(string readyText, params string[] arguments)
    {
        var program = new AcdProgram(Launch(arguments));
        program.process.OutputDataReceived += (_, line) => program.Take(line.Data, readyText);
        program.process.ErrorDataReceived += (_, line) => program.Take(line.Data, readyText);
        program.process.BeginOutputReadLine();
        program.process.BeginErrorReadLine();
        var exited = program.process.WaitForExitAsync();
        var first = await Task.WhenAny(program.ready.Task, exited).WaitAsync(TimeSpan.FromSeconds(60));
        if (first == exited) throw new InvalidOperationException($"acd {string.Join(' ', arguments)} ended with {program.process.ExitCode}:\n{program.Output}");
        return program;
    }

    /// <summary>Runs the program to its end.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(TimeSpan.FromSeconds(120), arguments);

    /// <summary>Runs the program to its end, which comes within a time.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(TimeSpan within, params string[] arguments)
    {
        using var process = Launch(arguments);
        var standard = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(within);
        return (process.ExitCode, await standard, await error);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; the exit code.</summary>
    public async Task<int> TerminateAsync(TimeSpan within)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(within);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private static Process Launch(string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;

    private void Take(string? line, string readyText)
    {
        if (line is null) return;
        lock (output) output.Add(line);
        if (line.Contains(readyText, StringComparison.Ordinal)) ready.TrySetResult();
    }
}
