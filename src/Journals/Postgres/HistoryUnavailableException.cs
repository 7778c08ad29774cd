namespace AcdRouter.Journals;

/// <summary>The history's server is away or refuses for now. What was to be written may be written or not: writing it again is safe.</summary>
public sealed class HistoryUnavailableException : IOException
{
    /// <summary>Without details.</summary>
    public HistoryUnavailableException()
    {
    }

    /// <summary>Why.</summary>
    public HistoryUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public HistoryUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
