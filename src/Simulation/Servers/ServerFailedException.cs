namespace AcdRouter.Simulation.Servers;

/// <summary>A private server did not start, or a tool of it failed; the message holds the last lines it wrote.</summary>
public sealed class ServerFailedException : Exception
{
    public ServerFailedException(string message)
        : base(message)
    {
    }

    public ServerFailedException()
    {
    }

    public ServerFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
