using System.Diagnostics.CodeAnalysis;
using RabbitMQ.Client;

namespace AcdRouter.Acd;

/// <summary>
/// Where the broker is: <c>amqp://USER:PASSWORD@HOST:PORT/VHOST</c>, <c>amqps://</c> for TLS. Several nodes of one cluster are given as
/// <c>HOST:PORT,HOST:PORT</c>. Its text never holds the password.
/// </summary>
internal sealed class RabbitAddress
{
    private const int PlainPort = 5672;
    private const int TlsPort = 5671;

    private readonly string scheme;

    private RabbitAddress(string scheme, string user, string password, IReadOnlyList<(string Host, int Port)> nodes, string virtualHost)
    {
        this.scheme = scheme;
        (User, Password, Nodes, VirtualHost) = (user, password, nodes, virtualHost);
    }

    public string User { get; }

    /// <summary>Secret.</summary>
    public string Password { get; }

    /// <summary>The cluster's nodes, at least one.</summary>
    public IReadOnlyList<(string Host, int Port)> Nodes { get; }

    public string VirtualHost { get; }

    public bool IsTls => scheme == "amqps";

    /// <summary>Reads an address; a sentence that says what is wrong otherwise. The sentence does not repeat the password.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RabbitAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        problem = "expected amqp://USER:PASSWORD@HOST:PORT/VHOST, or amqps://.";
        var parts = text.Split("://", 2);
        if (parts.Length != 2 || parts[0] is not ("amqp" or "amqps")) return false;
        var at = parts[1].LastIndexOf('@');
        var (account, place) = at < 0 ? ("guest:guest", parts[1]) : (parts[1][..at], parts[1][(at + 1)..]);
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        var (hosts, path) = slash < 0 ? (place, "") : (place[..slash], place[(slash + 1)..]);
        var colon = account.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1) return false;
        var nodes = new List<(string, int)>();
        foreach (var host in hosts.Split(','))
        {
            if (!Uri.TryCreate($"tcp://{host}", UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.AbsolutePath != "/")
            {
                problem = $"\"{host}\" is not a host and port.";
                return false;
            }
            nodes.Add((uri.Host, uri.Port > 0 ? uri.Port : parts[0] == "amqps" ? TlsPort : PlainPort));
        }
        var virtualHost = path.Length == 0 ? "/" : Uri.UnescapeDataString(path);
        address = new RabbitAddress(parts[0], Uri.UnescapeDataString(account[..colon]), Uri.UnescapeDataString(account[(colon + 1)..]), nodes, virtualHost);
        problem = null;
        return true;
    }

    /// <summary>An address that is known to be right.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static RabbitAddress Parse(string text) =>
        TryParse(text, out var address, out var problem) ? address : throw new FormatException($"The bus address cannot be read: {problem}");

    /// <summary>For the client library.</summary>
    public ConnectionFactory Factory(string name) => new()
    {
        UserName = User,
        Password = Password,
        VirtualHost = VirtualHost,
        ClientProvidedName = name,
        RequestedHeartbeat = RabbitLimits.Heartbeat,
        RequestedConnectionTimeout = RabbitLimits.ConnectWithin,
        // Whoever opens a connection opens another when it is lost, and knows then what is missing.
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
    };

    /// <summary>Connects to the first node that answers.</summary>
    public async Task<IConnection> ConnectAsync(string name, CancellationToken cancellationToken)
    {
        var endpoints = Nodes.Select(node => new AmqpTcpEndpoint(node.Host, node.Port, new SslOption(node.Host, enabled: IsTls)));
        return await Factory(name).CreateConnectionAsync(endpoints, cancellationToken);
    }

    public override string ToString() =>
        $"{scheme}://{User}:***@{string.Join(',', Nodes.Select(node => $"{node.Host}:{node.Port}"))}/{(VirtualHost == "/" ? "" : VirtualHost)}";
}
