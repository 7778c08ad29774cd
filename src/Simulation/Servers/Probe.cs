using System.Net;
using System.Net.Sockets;

namespace AcdRouter.Simulation.Servers;

/// <summary>Asks a port over and over until the server behind it answers. An open port alone is not enough: servers listen before they serve.</summary>
internal static class Probe
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(120);

    /// <summary>Waits until the port answers; fails when the process ends before.</summary>
    public static Task UntilAnsweredAsync(
        ServerProcess server, string name, int port, ReadOnlyMemory<byte> question, Func<byte[], bool> isReady, CancellationToken cancellationToken) =>
        UntilAsync(server, name, async token => await AskAsync(port, question, token) is { } answer && isReady(answer), cancellationToken);

    /// <summary>Waits until a condition of a server holds; fails when the process ends before.</summary>
    public static async Task UntilAsync(
        ServerProcess server, string name, Func<CancellationToken, Task<bool>> isReady, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ReadyWithin);
        try
        {
            while (!await isReady(patience.Token))
            {
                if (server.HasExited) throw new ServerFailedException($"{name} ended while it started:\n{await server.LastWordsAsync()}");
                await Task.Delay(Interval, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerFailedException($"{name} was not ready within {ReadyWithin.TotalSeconds} s:\n{server.Tail}");
        }
    }

    /// <summary>The first bytes of the answer; null when there is none.</summary>
    public static async Task<byte[]?> AskAsync(int port, ReadOnlyMemory<byte> question, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AnswerWithin);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
            await client.GetStream().WriteAsync(question, patience.Token);
            var answer = new byte[512];
            var length = await client.GetStream().ReadAsync(answer, patience.Token);
            return length == 0 ? null : answer[..length];
        }
        catch (Exception silent) when (silent is SocketException or IOException
            || (silent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
