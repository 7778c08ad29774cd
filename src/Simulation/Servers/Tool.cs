using System.ComponentModel;
using System.Diagnostics;

namespace AcdRouter.Simulation.Servers;

/// <summary>Programs of other packages, run to their end.</summary>
internal static class Tool
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program and returns what it wrote.</summary>
    /// <exception cref="ServerFailedException">It is not installed, ended with another code than 0, or took too long.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Launch(program, arguments, environment);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Within);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            if (process.ExitCode == 0) return await output;
            throw new ServerFailedException($"{program} ended with {process.ExitCode}: {errors}\n{await output}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerFailedException($"{program} took longer than {Within.TotalSeconds} s.");
        }
        finally
        {
            if (!process.HasExited) Signals.KillTree(process.Id);
        }
    }

    /// <summary>Starts a program with its output on pipes and nothing to read.</summary>
    public static Process Launch(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        if (environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environment) start.Environment[name] = value;
        }
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception missing)
        {
            throw new ServerFailedException($"{program} cannot be started: {missing.Message}. Run ./test once as root, which installs it.", missing);
        }
    }
}
