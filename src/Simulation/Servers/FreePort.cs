using System.Net;
using System.Net.Sockets;

namespace AcdRouter.Simulation.Servers;

/// <summary>Loopback ports for servers that must have the same one again after a restart.</summary>
public static class FreePort
{
    // Below the ports that systems hand to outgoing connections: one of those could take a port between the look and the start.
    private const int First = 12_000;
    private const int Last = 31_999;

    private static readonly Lock Door = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>A port that nobody listens on now and that was not handed out by this process before.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last + 1);
            lock (Door)
            {
                if (Given.Contains(port) || !IsFree(port)) continue;
                Given.Add(port);
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
