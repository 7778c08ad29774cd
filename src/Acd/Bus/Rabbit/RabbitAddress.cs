using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AcdRouter.Acd;

/// <summary>The broker as the client libraries want it. Its text never holds the password.</summary>
/// <param name="Address">As it was given.</param>
internal sealed record RabbitAddress(BusAddress Address)
{
    public string User => Address.Server.User;

    /// <summary>Secret.</summary>
    public string Password => Address.Server.Password;

    public string VirtualHost => Address.VirtualHost;

    public bool IsTls => Address.IsEncrypted;

    /// <summary>The cluster's nodes, at least one.</summary>
    public IReadOnlyList<(string Host, int Port)> Nodes => [.. Address.Nodes.Select(node => (node.Host, node.Port))];

    /// <summary>The nodes for the client library, which tries them in an order that it draws.</summary>
    public IEnumerable<AmqpTcpEndpoint> Endpoints => Nodes.Select(node => new AmqpTcpEndpoint(node.Host, node.Port, new SslOption(node.Host, enabled: IsTls)));

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
    /// <exception cref="IOException">None does.</exception>
    public async Task<IConnection> ConnectAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Factory(name).CreateConnectionAsync(Endpoints, cancellationToken);
        }
        catch (BrokerUnreachableException away)
        {
            throw new IOException($"The broker {this} cannot be reached: {Mistakes.Sentence((away.InnerException ?? away).Message)}", away);
        }
    }

    public override string ToString() => Address.ToString();
}
