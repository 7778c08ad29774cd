using System.Globalization;

namespace AcdRouter.Simulation.Servers;

/// <summary>One RabbitMQ process, alone or in a cluster: its folder, its ports, its files.</summary>
internal sealed class RabbitNode(string folder, string name, int epmdPort, bool management) : IDisposable
{
    private const string Programs = "/usr/lib/rabbitmq/bin/";
    private const string Cookie = "OWNCOOKIE";

    private static readonly byte[] Greeting = [.. "AMQP"u8, 0, 0, 9, 1];

    private readonly int distributionPort = FreePort.Next();
    private ServerProcess? process;

    /// <summary>Its name in a cluster.</summary>
    public string Name => $"{name}@localhost";

    public int Port { get; } = FreePort.Next();

    /// <summary>Of the management API; 0 when that was not asked for.</summary>
    public int ManagementPort { get; } = management ? FreePort.Next() : 0;

    public int ProcessId => process?.Id ?? 0;

    /// <summary>Starts it on its files and waits until it answers in its protocol.</summary>
    public async Task StartAsync(IEnumerable<string> configuration, CancellationToken cancellationToken)
    {
        Kill();
        Prepare(configuration);
        process = ServerProcess.Start(Programs + "rabbitmq-server", [], Environment());
        await Probe.UntilAnsweredAsync(process, "RabbitMQ", Port, Greeting, answer => answer.Length > 0, cancellationToken);
        if (!management) return;
        await Probe.UntilAnsweredAsync(
            process, "RabbitMQ's management", ManagementPort, "GET / HTTP/1.0\r\n\r\n"u8.ToArray(), answer => answer.AsSpan().StartsWith("HTTP"u8), cancellationToken);
    }

    /// <summary>rabbitmqctl; takes a second or two of its own.</summary>
    public Task<string> ControlAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        Tool.RunAsync(Programs + "rabbitmqctl", arguments, cancellationToken, Environment());

    public void Kill()
    {
        process?.Dispose();
        process = null;
    }

    public void Freeze() => process?.Freeze();

    public void Thaw() => process?.Thaw();

    public void Dispose() => Kill();

    private string In(string path) => Path.Combine(folder, path);

    private void Prepare(IEnumerable<string> configuration)
    {
        foreach (var below in (string[])["home", "mnesia", "log"]) Directory.CreateDirectory(In(below));
        if (!File.Exists(In("home/.erlang.cookie")))
        {
            File.WriteAllText(In("home/.erlang.cookie"), Cookie);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(In("home/.erlang.cookie"), UnixFileMode.UserRead);
        }
        File.WriteAllText(In("enabled_plugins"), management ? "[rabbitmq_management]." : "[].");
        File.WriteAllText(In("rabbitmq-env.conf"), "");
        File.WriteAllText(In("advanced.config"), "[].");
        string[] web = management
            ? [Line("management.tcp.ip", "127.0.0.1"), Line("management.tcp.port", ManagementPort), Line("management_agent.disable_metrics_collector", "true")]
            : [];
        File.WriteAllLines(
            In("rabbitmq.conf"),
            [
                Line("listeners.tcp.1", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}")),
                Line("loopback_users", "none"),
                Line("vm_memory_high_watermark.absolute", "1GB"),
                Line("disk_free_limit.absolute", "50MB"),
                // Its default is half a gigabyte for the log of all quorum queues, kept in memory.
                Line("raft.wal_max_size_bytes", 64_000_000),
                Line("log.console", "false"),
                Line("log.file.level", "warning"),
                .. web,
                .. configuration,
            ]);
    }

    private static string Line(string key, object value) => string.Create(CultureInfo.InvariantCulture, $"{key} = {value}");

    private Dictionary<string, string> Environment() => new()
    {
        ["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin",
        ["LANG"] = "C.UTF-8",
        ["HOME"] = In("home"),
        // The script then replaces itself by the server, so that its process id is the server's.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
        ["RABBITMQ_NODENAME"] = Name,
        ["RABBITMQ_DIST_PORT"] = distributionPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_PORT"] = epmdPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_CONF_ENV_FILE"] = In("rabbitmq-env.conf"),
        ["RABBITMQ_CONFIG_FILE"] = In("rabbitmq"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = In("advanced"),
        ["RABBITMQ_MNESIA_BASE"] = In("mnesia"),
        ["RABBITMQ_LOG_BASE"] = In("log"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = In("schema"),
        ["RABBITMQ_SCHEMA_DIR"] = In("schema"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("enabled_plugins"),
        ["RABBITMQ_PID_FILE"] = In("pid"),
        // Loopback only, two schedulers, and no spinning of idle ones.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
    };
}
