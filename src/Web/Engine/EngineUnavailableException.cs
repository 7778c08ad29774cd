namespace AcdRouter.Web;

/// <summary>The engine cannot answer now.</summary>
public sealed class EngineUnavailableException : Exception
{
    /// <summary>Why, and when to try again.</summary>
    public EngineUnavailableException(string message, int retryAfterSeconds)
        : base(message) => RetryAfterSeconds = retryAfterSeconds;

    public EngineUnavailableException(string message)
        : base(message)
    {
    }

    public EngineUnavailableException()
    {
    }

    public EngineUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>When to try again.</summary>
    public int RetryAfterSeconds { get; } = 1;
}
