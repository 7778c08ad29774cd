namespace AcdRouter.Simulation.Replaying;

/// <summary>The engine refused what it must not refuse in a replay: a defect, and no figure of the replay can be trusted.</summary>
public sealed class ReplayFailedException : Exception
{
    /// <summary>Names the command and the refusal.</summary>
    public ReplayFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public ReplayFailedException()
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public ReplayFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
