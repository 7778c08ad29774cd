namespace AcdRouter.Processes;

/// <summary>
/// The partition was halted, because its history was found shorter than known or by hand: nobody writes to it until an operator
/// accepts the loss. Asking again does not help.
/// </summary>
public sealed class JournalHaltedException : Exception
{
    /// <summary>Names the partition and why it was halted.</summary>
    public JournalHaltedException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public JournalHaltedException()
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public JournalHaltedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
