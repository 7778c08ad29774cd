using System.Net.Sockets;
using RabbitMQ.Client;

namespace AcdRouter.Acd;

/// <summary>A socket to the broker whose streams outlive a connection that broke while it was written to.</summary>
internal sealed class BrokerSocket(Socket socket) : TcpClientAdapter(socket)
{
    /// <summary>Makes every connection of the factory one of these.</summary>
    public static void Use(ConnectionFactory factory) =>
        factory.SocketFactory = static family => new BrokerSocket(new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });

    public override NetworkStream GetStream() => new BrokerStream(Client);
}
