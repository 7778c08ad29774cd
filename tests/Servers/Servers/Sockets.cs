using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AcdRouter.Servers.Tests.Servers;

/// <summary>One question to a port, without any client library.</summary>
internal static class Sockets
{
    /// <summary>The beginning of the answer.</summary>
    public static async Task<string> AskAsync(int port, byte[] question)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(question, TestContext.Current.CancellationToken);
        var answer = new byte[256];
        var length = await client.GetStream().ReadAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(answer, 0, length);
    }

    /// <summary>Whether anybody listens.</summary>
    public static async Task<bool> IsOpenAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
