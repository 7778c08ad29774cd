using System.Threading.Channels;

namespace AcdRouter.Processes;

/// <summary>
/// Wakes one waiter; setting it several times before the wait wakes once. Holds nothing that must be disposed: a timer may set it
/// after everything else has ended.
/// </summary>
internal sealed class Signal
{
    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>One that lets its first waiter through at once: held between wait and set, it is a turn.</summary>
    public static Signal AlreadySet()
    {
        var signal = new Signal();
        signal.Set();
        return signal;
    }

    public void Set() => calls.Writer.TryWrite(true);

    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await calls.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
}
