namespace AcdRouter.Simulation.Replaying;

/// <summary>What agents' time came to, summed over them.</summary>
/// <param name="HandlingMilliseconds">In sessions and wrap-up.</param>
/// <param name="SignedInMilliseconds">Signed in, the end of the last session after signing out included.</param>
public readonly record struct AgentTime(long HandlingMilliseconds, long SignedInMilliseconds)
{
    /// <summary>Both summed.</summary>
    public static AgentTime operator +(AgentTime left, AgentTime right) => left.Plus(right);

    /// <summary>Both summed.</summary>
    public AgentTime Plus(AgentTime other) =>
        new(HandlingMilliseconds + other.HandlingMilliseconds, SignedInMilliseconds + other.SignedInMilliseconds);
}
