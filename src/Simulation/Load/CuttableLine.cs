using System.Net;
using System.Net.Sockets;

namespace AcdRouter.Simulation.Load;

/// <summary>
/// A line between a program and a server that can be cut: what is sent then goes nowhere and nothing is closed, as when a network
/// loses every packet. New connections are taken and stay silent. Of several servers behind it a connection gets the first that answers.
/// </summary>
public sealed class CuttableLine : IAsyncDisposable
{
    private const int Buffer = 64 * 1024;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private volatile int[] targets;
    private readonly Lock gate = new();
    private readonly HashSet<Socket> sockets = [];
    private readonly Task accepting;
    private TaskCompletionSource whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CuttableLine(int[] targets)
    {
        this.targets = targets;
        whole.SetResult();
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    /// <summary>Where the program connects to.</summary>
    public int Port { get; }

    /// <summary>A line to a port of this machine, or to one of several.</summary>
    public static CuttableLine To(params int[] ports) => new(ports);

    /// <summary>From now on connections go elsewhere; those that are open stay.</summary>
    public void Aim(params int[] ports) => targets = ports;

    /// <summary>From now on nothing gets through, in either direction.</summary>
    public void Cut()
    {
        lock (gate)
        {
            if (whole.Task.IsCompleted) whole = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Every connection breaks now, as those of a process do that is killed; new ones are carried.</summary>
    public void Break()
    {
        lock (gate)
        {
            foreach (var socket in sockets) socket.Close(0);
            sockets.Clear();
        }
    }

    /// <summary>
    /// Mended. What was under way before is lost: its connections break now, as they do when the other side has given them up meanwhile.
    /// </summary>
    public void Mend()
    {
        lock (gate)
        {
            if (whole.Task.IsCompleted) return;
            foreach (var socket in sockets) socket.Close(0);
            sockets.Clear();
            whole.SetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        lock (gate)
        {
            foreach (var socket in sockets) socket.Close(0);
            sockets.Clear();
        }
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private Task UntilWhole()
    {
        lock (gate) return whole.Task;
    }

    private async Task AcceptAsync()
    {
        while (true) _ = ServeAsync(await listener.AcceptSocketAsync(ending.Token));
    }

    private async Task ServeAsync(Socket near)
    {
        Keep(near);
        near.NoDelay = true;
        Socket? far = null;
        try
        {
            await UntilWhole();
            far = await ConnectAsync();
            Keep(far);
            await Task.WhenAny(PassAsync(near, far), PassAsync(far, near));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side has gone; the other is told below.
        }
        finally
        {
            lock (gate)
            {
                sockets.Remove(near);
                if (far is not null) sockets.Remove(far);
            }
            near.Close(0);
            far?.Close(0);
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        SocketException? refused = null;
        foreach (var target in targets)
        {
            var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, target, ending.Token);
                return far;
            }
            catch (SocketException e)
            {
                refused = e;
                far.Dispose();
            }
        }
        throw refused ?? new SocketException((int)SocketError.HostUnreachable);
    }

    private void Keep(Socket socket)
    {
        lock (gate) sockets.Add(socket);
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[Buffer];
        try
        {
            while (await from.ReceiveAsync(buffer, ending.Token) is var count and > 0)
            {
                await UntilWhole();
                await to.SendAsync(buffer.AsMemory(0, count), ending.Token);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // As above.
        }
    }
}
