using System.Globalization;

namespace AcdRouter.Simulation.Servers;

/// <summary>A PostgreSQL of one's own: loopback, own folder, a user with a password. A second or two to make, a tenth to start again.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string User = "acd";
    private const string Password = "acd-secret";

    // The question whether it would encrypt: answered with one letter as soon as it takes connections at all.
    private static readonly byte[] Greeting = [0, 0, 0, 8, 4, 210, 22, 47];

    private readonly string folder;
    private ServerProcess? process;

    private readonly ServerCertificate? certificate;

    private PrivatePostgres(string folder, ServerCertificate? certificate)
    {
        this.folder = folder;
        this.certificate = certificate;
    }

    public int Port { get; } = FreePort.Next();

    /// <summary>Of the database <c>postgres</c>, such as <c>postgres://acd:acd-secret@127.0.0.1:12345/postgres</c>.</summary>
    public string Address => AddressOf("postgres");

    public int ProcessId => process?.Id ?? 0;

    private string Data => Path.Combine(folder, "data");

    /// <summary>Makes a server's files in a folder, which is made, and starts it.</summary>
    public static Task<PrivatePostgres> StartAsync(string folder, CancellationToken cancellationToken) => StartAsync(folder, null, cancellationToken);

    /// <summary>Makes a server's files in a folder, which is made, and starts it; with TLS where it is given a certificate.</summary>
    public static async Task<PrivatePostgres> StartAsync(string folder, ServerCertificate? certificate, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var server = new PrivatePostgres(folder, certificate);
        PostgresAccount.Take(folder);
        // The key's owner must be the server's account, or it is refused.
        if (certificate is not null) PostgresAccount.Take(certificate.Key);
        var password = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(password, Password, cancellationToken);
        await PostgresAccount.RunAsync(
            "initdb",
            ["-D", server.Data, "-U", User, "--pwfile", password, "-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync"],
            cancellationToken);
        await server.RestartAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts again on the same port and files, after <see cref="Kill"/> or instead of the one that runs.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        Kill();
        process = PostgresAccount.Start(
            "postgres",
            [
                "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-h", "127.0.0.1", "-k", "",
                // A killed server loses nothing by this; only a machine that loses power would.
                "-c", "fsync=off", "-c", "dynamic_shared_memory_type=mmap", "-c", "shared_buffers=16MB", "-c", "max_connections=100",
                .. certificate is null ? (string[])[] : ["-c", "ssl=on", "-c", $"ssl_cert_file={certificate.Chain}", "-c", $"ssl_key_file={certificate.Key}"],
            ]);
        await Probe.UntilAsync(process, "PostgreSQL", TakesConnectionsAsync, cancellationToken);
    }

    /// <summary>The address of a database.</summary>
    public string AddressOf(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"postgres://{User}:{Password}@127.0.0.1:{Port}/{database}");

    /// <summary>Makes an empty database; returns its address.</summary>
    public Task<string> CreateDatabaseAsync(string name, CancellationToken cancellationToken) =>
        Databases.CreateAsync(Address, name, cancellationToken);

    /// <summary>kill -9 of the server and of what serves its connections; its files stay.</summary>
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
        // Killed, it would leave a segment of shared memory behind each time.
        process?.Quit();
        Kill();
        return ValueTask.CompletedTask;
    }

    // It listens while it still recovers and then turns away who comes: only a statement proves that it serves.
    private async Task<bool> TakesConnectionsAsync(CancellationToken cancellationToken)
    {
        if (await Probe.AskAsync(Port, Greeting, cancellationToken) is null) return false;
        try
        {
            await Databases.TellAsync(Address, "SELECT 1", cancellationToken);
            return true;
        }
        catch (ServerFailedException)
        {
            return false;
        }
    }
}
