namespace AcdRouter.Acd;

/// <summary>The broker is away or does not let this program in; its message says which, and never holds a password.</summary>
public sealed class BrokerRefusedException : IOException
{
    public BrokerRefusedException(string message)
        : base(message)
    {
    }

    public BrokerRefusedException()
    {
    }

    public BrokerRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
