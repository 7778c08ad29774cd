namespace AcdRouter.Web;

/// <summary>
/// Hashing passes over the whole state while every site waits: one is computed at a time and at most one a second, and whoever asks
/// meanwhile gets that one.
/// </summary>
public sealed class SharedHash(IEngineStatus engine, TimeProvider time)
{
    /// <summary>How old an answer may be; it says which record it is of.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    private readonly Lock guard = new();
    private Task<EngineHash>? latest;
    private long startedAt;

    /// <summary>Sequence and hash of the state, now or up to a second ago.</summary>
    /// <exception cref="EngineUnavailableException">The engine cannot answer now.</exception>
    public Task<EngineHash> GetAsync(CancellationToken cancellationToken)
    {
        lock (guard)
        {
            var isFresh = latest is not null && (!latest.IsCompleted || time.GetElapsedTime(startedAt) < FreshFor);
            if (!isFresh)
            {
                startedAt = time.GetTimestamp();
                // Not ended by the one who asked first: others may wait for it too.
                latest = engine.HashAsync(CancellationToken.None);
            }
            return latest!.WaitAsync(cancellationToken);
        }
    }
}
