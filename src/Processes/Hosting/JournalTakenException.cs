namespace AcdRouter.Processes;

/// <summary>Another writer has claimed the journal; what this one has not been answered for is not its to say.</summary>
public sealed class JournalTakenException : Exception
{
    /// <summary>Names both.</summary>
    public JournalTakenException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public JournalTakenException()
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public JournalTakenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
