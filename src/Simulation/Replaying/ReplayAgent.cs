using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Replaying;

/// <summary>One agent of a replay, with the count of signed-in time.</summary>
/// <param name="person">The account.</param>
internal sealed class ReplayAgent(PersonId person)
{
    private long? signedInAt;
    private DateOnly signedInOn;
    private bool signingOut;

    public PersonId Person { get; } = person;

    /// <summary>Grows with every command about this agent's state or connection.</summary>
    public long Ordinal { get; private set; }

    public bool Busy { get; set; }

    public long NextOrdinal() => ++Ordinal;

    public void SignIn(long atMilliseconds, DateOnly day)
    {
        signingOut = false;
        if (signedInAt is not null) return;
        signedInAt = atMilliseconds;
        signedInOn = day;
    }

    /// <summary>Signs out, now or with the end of the session that runs. Returns the time signed in, once it is over.</summary>
    public (DateOnly Day, long Milliseconds)? SignOut(long atMilliseconds)
    {
        signingOut = true;
        return LeaveWhenDone(atMilliseconds);
    }

    /// <summary>The session is over. Returns the time signed in when the agent leaves with it.</summary>
    public (DateOnly Day, long Milliseconds)? EndService(long atMilliseconds)
    {
        Busy = false;
        return LeaveWhenDone(atMilliseconds);
    }

    private (DateOnly Day, long Milliseconds)? LeaveWhenDone(long atMilliseconds)
    {
        if (!signingOut || Busy || signedInAt is not { } since) return null;
        signedInAt = null;
        return (signedInOn, atMilliseconds - since);
    }
}
