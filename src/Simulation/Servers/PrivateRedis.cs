using System.Globalization;
using System.Text;

namespace AcdRouter.Simulation.Servers;

/// <summary>A Redis of one's own: loopback, own folder, own process, append-only file on, no eviction. Answers after some 30 ms.</summary>
public sealed class PrivateRedis : IAsyncDisposable
{
    private readonly string folder;
    private readonly IReadOnlyList<string> arguments;
    private ServerProcess? process;

    private PrivateRedis(string folder, IReadOnlyList<string> arguments)
    {
        this.folder = folder;
        this.arguments = arguments;
    }

    public int Port { get; } = FreePort.Next();

    /// <summary>Such as <c>redis://127.0.0.1:12345</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{Port}");

    /// <summary>Its process id; changes with a restart.</summary>
    public int ProcessId => process?.Id ?? 0;

    /// <summary>Starts a server in a folder, which is made.</summary>
    public static Task<PrivateRedis> StartAsync(string folder, CancellationToken cancellationToken) => StartAsync(folder, [], cancellationToken);

    /// <summary>Starts a server with further arguments, which win: <c>--appendonly no</c>, <c>--requirepass secret</c>.</summary>
    public static async Task<PrivateRedis> StartAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var server = new PrivateRedis(folder, arguments);
        await server.RestartAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts again on the same port and files, after <see cref="Kill"/> or instead of the one that runs.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        Kill();
        process = ServerProcess.Start(
            "redis-server",
            [
                "--bind", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--dir", folder, "--daemonize", "no",
                "--save", "", "--appendonly", "yes", "--appendfsync", "everysec", "--maxmemory-policy", "noeviction", .. arguments,
            ]);
        // Loading its files and wanting a password are answers too, but only the second one is ready.
        await Probe.UntilAnsweredAsync(process, "Redis", Port, "PING\r\n"u8.ToArray(), IsReady, cancellationToken);
    }

    /// <summary>Becomes a replica of another one, without a password.</summary>
    public Task FollowAsync(PrivateRedis other, CancellationToken cancellationToken) =>
        SayAsync(string.Create(CultureInfo.InvariantCulture, $"REPLICAOF 127.0.0.1 {other.Port}"), cancellationToken);

    /// <summary>Stops being a replica and takes writes.</summary>
    public Task PromoteAsync(CancellationToken cancellationToken) => SayAsync("REPLICAOF NO ONE", cancellationToken);

    /// <summary>One inline command and the beginning of its answer, as Redis sends it.</summary>
    public async Task<string> SayAsync(string command, CancellationToken cancellationToken)
    {
        var answer = await Probe.AskAsync(Port, Encoding.UTF8.GetBytes(command + "\r\n"), cancellationToken)
            ?? throw new ServerFailedException($"Redis does not answer \"{command}\".");
        return Encoding.UTF8.GetString(answer);
    }

    /// <summary>kill -9; its files stay.</summary>
    public void Kill()
    {
        process?.Dispose();
        process = null;
    }

    /// <summary>Stands still with its connections open.</summary>
    public void Freeze() => process?.Freeze();

    public void Thaw() => process?.Thaw();

    public ValueTask DisposeAsync()
    {
        Kill();
        return ValueTask.CompletedTask;
    }

    private static bool IsReady(byte[] answer) =>
        answer.AsSpan().StartsWith("+PONG"u8) || answer.AsSpan().StartsWith("-NOAUTH"u8);
}
