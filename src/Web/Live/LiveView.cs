using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>What one kind of stream shows.</summary>
internal abstract class LiveView
{
    /// <summary>Sends a fresh view; false when there is nothing to show any more and the stream ends.</summary>
    public abstract Task<bool> RefreshAsync(EventWriter events, CancellationToken cancellationToken);

    /// <summary>Sends what this news is by itself; true when a fresh view is to follow.</summary>
    public abstract Task<bool> TellAsync(INews news, EventWriter events, CancellationToken cancellationToken);

    /// <summary>Called once a second, for what is only counted; true when a fresh view is to follow.</summary>
    public virtual Task<bool> LookAsync(EventWriter events, CancellationToken cancellationToken) => Task.FromResult(false);
}
