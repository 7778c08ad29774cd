namespace AcdRouter.Processes;

/// <summary>The state contradicts itself. The partition stops loudly: nothing decided on such a state can be trusted.</summary>
public sealed class InvariantBrokenException : Exception
{
    /// <summary>A broken invariant, named as in the specification.</summary>
    public InvariantBrokenException(string message)
        : base(message)
    {
    }

    /// <summary>A broken invariant without a name.</summary>
    public InvariantBrokenException()
    {
    }

    /// <summary>A broken invariant found while handling another exception.</summary>
    public InvariantBrokenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
