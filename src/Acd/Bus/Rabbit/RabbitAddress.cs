using System.Security.Authentication;
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
    public ConnectionFactory Factory(string name)
    {
        var factory = FactoryOf(name);
        BrokerSocket.Use(factory);
        return factory;
    }

    private ConnectionFactory FactoryOf(string name) => new()
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
    /// <exception cref="BrokerRefusedException">None does.</exception>
    public async Task<IConnection> ConnectAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Factory(name).CreateConnectionAsync(Endpoints, cancellationToken);
        }
        catch (BrokerUnreachableException away)
        {
            throw new BrokerRefusedException($"The broker {this} {Explain(away)}", away);
        }
    }

    /// <summary>What keeps a connection from being made, as the end of a sentence about the broker.</summary>
    public static string Explain(BrokerUnreachableException away)
    {
        // Of several nodes the first speaks for all.
        var causes = away.InnerException is AggregateException several ? several.Flatten().InnerExceptions : [away.InnerException ?? away];
        var cause = causes[0];
        while (cause is ConnectFailureException or AggregateException or IOException && cause.InnerException is { } inner) cause = inner;
        var said = Mistakes.Sentence(cause.Message);
        return cause switch
        {
            AuthenticationFailureException or PossibleAuthenticationFailureException => $"refuses the user or the password: {said}",
            AuthenticationException => $"shows a certificate that cannot be trusted, or speaks no TLS there: {said}",
            OperationInterruptedException => $"refuses the virtual host: {said}",
            _ => $"cannot be reached: {said}",
        };
    }

    public override string ToString() => Address.ToString();
}
