using System.Threading.Channels;
using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>A stream's bounded buffer of news. Full, it forgets everything and says so: the stream then sends a fresh view.</summary>
internal sealed class Subscription : IDisposable
{
    private readonly Channel<INews> buffer = Channel.CreateBounded<INews>(
        new BoundedChannelOptions(WebLimits.NewsAStream) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly Action<Subscription> leave;
    private int overflowed;
    private int reopen;

    public Subscription(Topic topic, string caller, Action<Subscription> leave)
    {
        Topic = topic;
        Caller = caller;
        this.leave = leave;
    }

    public Topic Topic { get; }

    /// <summary>Whose stream it is, for the bound on streams a caller.</summary>
    public string Caller { get; }

    public void Offer(INews news)
    {
        if (!buffer.Writer.TryWrite(news)) MissNews();
    }

    /// <summary>The engine took the stream's line for lost, or may have: it is to be reported open again.</summary>
    public void AskReopening() => Volatile.Write(ref reopen, 1);

    /// <summary>True once after it was asked.</summary>
    public bool TakeReopening() => Interlocked.Exchange(ref reopen, 0) == 1;

    /// <summary>News was missed: a fresh view is to be sent.</summary>
    public void MissNews() => Volatile.Write(ref overflowed, 1);

    /// <summary>True once after news was dropped; what is left in the buffer is older than the fresh view and is dropped too.</summary>
    public bool TakeOverflow()
    {
        if (Interlocked.Exchange(ref overflowed, 0) == 0) return false;
        while (buffer.Reader.TryRead(out _))
        {
        }
        return true;
    }

    public bool TryRead([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out INews? news) => buffer.Reader.TryRead(out news);

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => buffer.Reader.WaitToReadAsync(cancellationToken);

    public void Dispose() => leave(this);
}
