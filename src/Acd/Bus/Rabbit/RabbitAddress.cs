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
    public IReadOnlyList<(string Host, int Port)> Nodes => [(Address.Server.Host, Address.Server.Port)];

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
        var endpoints = Nodes.Select(node => new AmqpTcpEndpoint(node.Host, node.Port, new SslOption(node.Host, enabled: IsTls)));
        try
        {
            return await Factory(name).CreateConnectionAsync(endpoints, cancellationToken);
        }
        catch (BrokerUnreachableException away)
        {
            throw new IOException($"The broker {this} cannot be reached: {Mistakes.Sentence((away.InnerException ?? away).Message)}", away);
        }
    }

    public override string ToString() => Address.ToString();
}
