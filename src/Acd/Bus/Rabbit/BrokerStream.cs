using System.Net.Sockets;

namespace AcdRouter.Acd;

/// <summary>
/// A stream to the broker on which no write ever fails or lasts: once one did, the socket is closed, so that whoever reads finds out, and what
/// is written goes nowhere. The client library (7.1.2) ends its writing at the first failure, but not those who hand it more: they wait for
/// ever, and its reading, which would tell everybody that the connection is lost, waits for them (rabbitmq-dotnet-client, issue 1930).
/// </summary>
internal sealed class BrokerStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private volatile bool isBroken;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isBroken) return ValueTask.CompletedTask;
        var writing = base.WriteAsync(buffer, cancellationToken);
        return writing.IsCompletedSuccessfully ? writing : FinishAsync(writing, cancellationToken);
    }

    private async ValueTask FinishAsync(ValueTask writing, CancellationToken cancellationToken)
    {
        try
        {
            await writing.AsTask().WaitAsync(RabbitLimits.WriteWithin, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or TimeoutException)
        {
            isBroken = true;
            Socket.Close(0);
        }
    }
}
