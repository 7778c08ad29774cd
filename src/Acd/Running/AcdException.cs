namespace AcdRouter.Acd;

/// <summary>The program cannot do what it was asked; its message is for people and complete.</summary>
public sealed class AcdException : Exception
{
    /// <summary>What went wrong, and the exit code.</summary>
    public AcdException(string message, int exitCode)
        : base(message) => ExitCode = exitCode;

    public AcdException(string message)
        : base(message)
    {
    }

    public AcdException()
    {
    }

    public AcdException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>See <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = ExitCodes.Failed;
}
