using System.Net;
using System.Net.Sockets;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>A wire to a server on which bytes can be held: what is sent arrives late, also after its sender has hung up.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private readonly CancellationTokenSource ended = new();
    private readonly Lock door = new();
    private readonly Task accepting;
    private TaskCompletionSource requests = Open();
    private TaskCompletionSource answers = Open();

    public Wire(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => $"redis://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Lengths of what the server has answered, whether anybody is left to hear it or not.</summary>
    public Collected<int> Answers { get; } = new();

    public void HoldRequests() => Hold(ref requests);

    public void HoldAnswers() => Hold(ref answers);

    public void Release()
    {
        lock (door)
        {
            requests.TrySetResult();
            answers.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await ended.CancelAsync();
        listener.Stop();
        await accepting;
        ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carried = new List<Task>();
        try
        {
            while (true) carried.Add(CarryAsync(await listener.AcceptTcpClientAsync(ended.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, target, ended.Token);
            await Task.WhenAll(
                PumpAsync(client.GetStream(), server.GetStream(), () => requests, null),
                PumpAsync(server.GetStream(), client.GetStream(), () => answers, Answers));
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Func<TaskCompletionSource> held, Collected<int>? seen)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (var length = 1; length > 0;)
            {
                length = await ReadAsync(from, buffer);
                if (length > 0) seen?.Add(length);
                Task waiting;
                lock (door) waiting = held().Task;
                await waiting;
                await to.WriteAsync(buffer.AsMemory(0, length), ended.Token);
            }
            // Half closed: the other direction may still carry something.
            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            to.Dispose();
        }
    }

    /// <summary>A connection that was cut ends like one that was closed: what it had sent is still on its way.</summary>
    private async Task<int> ReadAsync(NetworkStream from, byte[] buffer)
    {
        try
        {
            return await from.ReadAsync(buffer, ended.Token);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private void Hold(ref TaskCompletionSource gate)
    {
        lock (door) gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static TaskCompletionSource Open()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }
}
