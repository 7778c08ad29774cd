using System.Diagnostics;
using System.Globalization;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Services;

/// <summary>
/// <c>acd run all</c> as its users start it, on an installation of its own: a Redis, a database, a virtual host. It has one partition and two
/// sites, <c>demo</c> and <c>other</c>.
/// </summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    /// <summary>The partition's queue.</summary>
    public const string Queue = "acd-partition-0";

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();
    private readonly List<string> said = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PrivateRedis? redis;
    private Process? process;

    /// <summary>Everything it has written so far.</summary>
    public string Said
    {
        get
        {
            lock (said) return string.Join('\n', said);
        }
    }

    /// <summary>Prepares the installation and starts the program; returns when it is ready.</summary>
    public async Task StartAsync(string bus, string history)
    {
        redis = await PrivateRedis.StartAsync(folder["redis"], CancellationToken.None);
        string[] servers = ["--bus", bus, "--journal", redis.Address, "--history", history];
        var init = await Programs.AcdAsync(["init", "--partitions", "1", .. servers]);
        init.Code.ShouldBe(0, init.Errors);
        process = Programs.Start("dotnet", [Programs.Acd, "run", "all", .. servers, "--data", folder["data"], "--urls", "http://127.0.0.1:0", "--json", .. await SitesAsync()]);
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var first = await Task.WhenAny(ready.Task, process.WaitForExitAsync()).WaitAsync(Within);
        if (first != ready.Task) Assert.Fail($"acd run ended with {process.ExitCode}: {Said}");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await StopAsync(process);
            process.Dispose();
        }
        if (redis is not null) await redis.DisposeAsync();
        folder.Dispose();
    }

    private static async Task StopAsync(Process process)
    {
        if (process.HasExited) return;
        using var term = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        try
        {
            await process.WaitForExitAsync().WaitAsync(Within);
        }
        catch (TimeoutException)
        {
            process.Kill();
        }
    }

    private async Task<string[]> SitesAsync()
    {
        var sample = Path.Combine(Repository.Root, "samples", "site.yaml");
        var text = await File.ReadAllTextAsync(sample);
        await File.WriteAllTextAsync(folder["other.yaml"], text.Replace("site: demo", "site: other", StringComparison.Ordinal));
        return ["--settings", sample, "--settings", folder["other.yaml"]];
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (said) said.Add(line);
        if (line.Contains("\"address\":", StringComparison.Ordinal)) ready.TrySetResult();
    }
}
