namespace AcdRouter.Web;

/// <summary>What the engine is doing, for the health checks and for administrators.</summary>
public interface IEngineStatus
{
    /// <summary>The present status; costs nothing.</summary>
    EngineStatus Read();
}

/// <summary>What the engine is doing.</summary>
/// <param name="State">starting, running, journal-away or stopped.</param>
/// <param name="Sequence">The last durable record.</param>
/// <param name="Epoch">The epoch it writes under.</param>
/// <param name="Waiting">Commands and queries that wait to be decided.</param>
/// <param name="Problem">Why it is not running; null when it is.</param>
/// <param name="StateHash">Hash of the last snapshot's state; null before the first.</param>
/// <param name="StateHashSequence">The record that the hash is of.</param>
/// <param name="ErrorMessages">Messages in the error queue since the start.</param>
public sealed record EngineStatus(
    string State, long Sequence, long Epoch, int Waiting, string? Problem, string? StateHash, long? StateHashSequence, long ErrorMessages)
{
    /// <summary>True when commands are taken.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsRunning => State == Running;

    public const string Running = "running";
}
