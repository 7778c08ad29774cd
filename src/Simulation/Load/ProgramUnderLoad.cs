using System.Globalization;
using AcdRouter.Simulation.Servers;

namespace AcdRouter.Simulation.Load;

/// <summary>One of the product's processes on a port of its own: started, killed, frozen, stopped and started again on the same port.</summary>
/// <param name="name">Names its log.</param>
/// <param name="command">The program and what stands before its own arguments.</param>
/// <param name="arguments">Its arguments, given the address to listen on.</param>
/// <param name="folder">Where its log goes.</param>
public sealed class ProgramUnderLoad(string name, IReadOnlyList<string> command, Func<Uri, IReadOnlyList<string>> arguments, string folder) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    // Replaces itself by the program, so that its process id is the program's.
    private const string IntoLog = "exec \"$@\" >>\"$LOG\" 2>&1";

    private ServerProcess? process;

    public string Name { get; } = name;

    /// <summary>Where it listens, also after it was started again.</summary>
    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));

    /// <summary>All it has written, every run behind the last.</summary>
    public string Log { get; } = Path.Combine(folder, $"{name}.log");

    public int ProcessId => process?.Id ?? 0;

    public bool IsRunning => process is { HasExited: false };

    /// <summary>Starts it and does not wait until it is ready.</summary>
    public void Launch()
    {
        Kill();
        Directory.CreateDirectory(folder);
        var environment = Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .Where(each => !((string)each.Key).StartsWith("ACD_", StringComparison.Ordinal))
            .ToDictionary(each => (string)each.Key, each => (string)(each.Value ?? ""));
        environment["LOG"] = Log;
        process = ServerProcess.Start("sh", ["-c", IntoLog, "sh", .. command, .. arguments(Address)], environment);
    }

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Launch();
        await UntilHealthyAsync("/health/ready", TimeSpan.FromSeconds(60), cancellationToken);
    }

    /// <summary>Waits until a path answers with success.</summary>
    public async Task UntilHealthyAsync(string path, TimeSpan within, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(2) };
        var started = TimeProvider.System.GetTimestamp();
        while (!await IsHealthyAsync(http, path, cancellationToken))
        {
            if (!IsRunning) throw new ServerFailedException($"{Name} ended with {process?.ExitCode} before it was ready; see {Log}.");
            if (TimeProvider.System.GetElapsedTime(started) > within) throw new ServerFailedException($"{Name} was not ready within {within.TotalSeconds} s; see {Log}.");
            await Task.Delay(Look, cancellationToken);
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        process?.Dispose();
        process = null;
    }

    /// <summary>SIGSTOP: it stands still with its connections open.</summary>
    public void Freeze() => process?.Freeze();

    /// <summary>SIGCONT.</summary>
    public void Thaw() => process?.Thaw();

    /// <summary>SIGTERM; what it ended with.</summary>
    public Task<int> StopAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        process?.Terminate();
        return UntilEndedAsync(within, cancellationToken);
    }

    /// <summary>Waits until it ends by itself; what it ended with.</summary>
    public async Task<int> UntilEndedAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (IsRunning)
        {
            if (TimeProvider.System.GetElapsedTime(started) > within) throw new ServerFailedException($"{Name} has not ended within {within.TotalSeconds} s; see {Log}.");
            await Task.Delay(Look, cancellationToken);
        }
        return process?.ExitCode ?? throw new ServerFailedException($"{Name} was not running.");
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
