namespace AcdRouter.Acd;

/// <summary>A defect stopped the command: its message is parked with the reason, and not tried again.</summary>
public sealed class PoisonMessageException : Exception
{
    public PoisonMessageException(string message)
        : base(message)
    {
    }

    public PoisonMessageException()
    {
    }

    public PoisonMessageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
