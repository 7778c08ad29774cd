using System.Diagnostics;
using System.Globalization;

namespace AcdRouter.Simulation.Servers;

/// <summary>
/// A server's process, owned: it ends when this is disposed, when this process exits, and when this process is killed, because a
/// watch beside it reads from a pipe that only this process holds open.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private const int LinesKept = 40;

    // With a bound: the wait without one would also wait for grandchildren that hold its output open.
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);

    private static readonly Lock Door = new();
    private static readonly HashSet<ServerProcess> Running = [];

    private readonly Process process;
    private readonly Process watch;
    private readonly Queue<string> lines = new();
    private bool ended;

    static ServerProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();

    private ServerProcess(Process process)
    {
        this.process = process;
        Id = process.Id;
        watch = Watch(Id);
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The server's own process id, not that of a script around it.</summary>
    public int Id { get; }

    public bool HasExited => ended || process.HasExited;

    /// <summary>What it ended with; null while it runs and after it was killed from here.</summary>
    public int? ExitCode => ended || !process.HasExited ? null : process.ExitCode;

    /// <summary>The last lines it wrote.</summary>
    public string Tail
    {
        get
        {
            lock (lines) return string.Join('\n', lines);
        }
    }

    /// <summary>What it wrote last before it ended: also what is still on its way here when its end is already known.</summary>
    public async Task<string> LastWordsAsync()
    {
        await process.WaitForExitAsync().WaitAsync(EndsWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Tail;
    }

    /// <summary>Starts a program; a script among them must replace itself by the server (exec).</summary>
    /// <param name="program">Its path, or a name to look for.</param>
    /// <param name="arguments">What it is started with.</param>
    /// <param name="environment">All of its environment; null for this process's own.</param>
    public static ServerProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var server = new ServerProcess(Tool.Launch(program, arguments, environment));
        lock (Door) Running.Add(server);
        return server;
    }

    public void Freeze() => Signals.FreezeTree(Id);

    public void Thaw() => Signals.ThawTree(Id);

    /// <summary>SIGTERM: asks it to finish and end.</summary>
    public void Terminate()
    {
        if (!HasExited) Signals.Terminate(Id);
    }

    /// <summary>Asks it to end at once, and waits a little.</summary>
    public void Quit()
    {
        if (HasExited) return;
        Signals.Quit(Id);
        process.WaitForExit(EndsWithin);
    }

    public void Dispose()
    {
        lock (Door)
        {
            if (ended) return;
            Running.Remove(this);
            ended = true;
        }
        // The watch first: it must not kill a stranger that got the same process id later.
        End(watch);
        if (!process.HasExited) Signals.KillTree(Id);
        process.WaitForExit(EndsWithin);
        process.Dispose();
    }

    private static Process Watch(int server) =>
        Process.Start(new ProcessStartInfo("sh", ["-c", "cat; kill -9 \"$1\"", "watch", server.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static void EndAll()
    {
        ServerProcess[] left;
        lock (Door) left = [.. Running];
        foreach (var server in left) server.Dispose();
    }

    private static void End(Process process)
    {
        Signals.KillTree(process.Id);
        process.WaitForExit(EndsWithin);
        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > LinesKept) lines.Dequeue();
        }
    }
}
