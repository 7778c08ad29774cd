namespace AcdRouter.Web;

/// <summary>
/// Whether this process is connected to the bus. While it is not, nobody is kept waiting: what is under way is given up at once, and what
/// comes new is turned away before it is sent, so that an outage leaves nothing behind that waits.
/// </summary>
public sealed class BusLink(bool isConnected) : IDisposable
{
    private readonly Lock guard = new();
    private CancellationTokenSource lost = new();
    private bool connected = isConnected;

    /// <summary>Cancelled when the connection that is there now is lost.</summary>
    public CancellationToken Lost
    {
        get
        {
            lock (guard) return lost.Token;
        }
    }

    /// <summary>True while connected.</summary>
    public bool IsConnected
    {
        get
        {
            lock (guard) return connected;
        }
    }

    /// <summary>The connection is gone.</summary>
    public void NoteLost()
    {
        CancellationTokenSource over;
        lock (guard)
        {
            if (!connected) return;
            connected = false;
            over = lost;
        }
        over.Cancel();
    }

    /// <summary>The connection is there, or there again; true when it was gone before.</summary>
    public bool NoteBack()
    {
        lock (guard)
        {
            if (connected) return false;
            connected = true;
            lost.Dispose();
            lost = new CancellationTokenSource();
            return true;
        }
    }

    public void Dispose() => lost.Dispose();
}
