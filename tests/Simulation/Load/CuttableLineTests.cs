using System.Net;
using System.Net.Sockets;
using AcdRouter.Simulation.Load;

namespace AcdRouter.Simulation.Tests.Load;

/// <summary>A cut line is silent, and a mended one carries again.</summary>
public sealed class CuttableLineTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Cut_it_is_silent_and_mended_it_carries_for_new_connections()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var echoing = EchoAsync(server);
        await using var line = CuttableLine.To(((IPEndPoint)server.LocalEndpoint).Port);
        using var first = await ConnectAsync(line.Port);
        (await AskAsync(first, 1)).ShouldBe(1);
        line.Cut();
        var silent = AskAsync(first, 2);
        line.Mend();
        await Should.ThrowAsync<Exception>(() => silent);
        using var second = await ConnectAsync(line.Port);
        (await AskAsync(second, 3)).ShouldBe(3);
        server.Stop();
        await Should.ThrowAsync<Exception>(() => echoing);
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task<int> AskAsync(TcpClient client, byte what)
    {
        var buffer = new byte[1];
        await client.GetStream().WriteAsync(new[] { what });
        await client.GetStream().ReadExactlyAsync(buffer).AsTask().WaitAsync(Soon);
        return buffer[0];
    }

    private static async Task EchoAsync(TcpListener server)
    {
        while (true)
        {
            var client = await server.AcceptTcpClientAsync();
            _ = client.GetStream().CopyToAsync(client.GetStream());
        }
    }
}
