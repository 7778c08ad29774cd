using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>What the engine is doing, for the health checks and for administrators.</summary>
public interface IEngineStatus
{
    /// <summary>Whether the partitions are, or may be, in other processes, so that <see cref="ListAsync"/> alone says how they are.</summary>
    bool IsElsewhere => false;

    /// <summary>The present status; costs nothing.</summary>
    EngineStatus Read();

    /// <summary>Sequence and hash of the durable state, for comparing it with a replay of the journal. Costs a pass over the whole state.</summary>
    /// <exception cref="EngineUnavailableException">The engine cannot answer now.</exception>
    Task<EngineHash> HashAsync(CancellationToken cancellationToken);

    /// <summary>Why this process does not do what it is for; null when it does. Bounded in time.</summary>
    ValueTask<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        var read = Read();
        return ValueTask.FromResult(read.IsRunning ? null : read.Problem ?? read.State);
    }

    /// <summary>The status of what decides for a site. Bounded in time.</summary>
    ValueTask<EngineView> ReadAsync(SiteId site, CancellationToken cancellationToken)
    {
        var read = Read();
        return ValueTask.FromResult(new EngineView(read.State, read.Problem));
    }

    /// <summary>Every partition, by number; one that nobody answers for in time is there as unanswered.</summary>
    async ValueTask<ValueList<PartitionView>> ListAsync(bool hash, CancellationToken cancellationToken)
    {
        var state = hash ? await HashAsync(cancellationToken) : null;
        var read = Read();
        return [new PartitionView(0, read.State, read.Sequence, read.Epoch, read.Waiting, read.Problem, null, state?.Hash)];
    }
}

/// <summary>What the engine is doing.</summary>
/// <param name="State">starting, running, journal-away or stopped.</param>
/// <param name="Sequence">The last durable record.</param>
/// <param name="Epoch">The epoch it writes under.</param>
/// <param name="Waiting">Commands and queries that wait to be decided.</param>
/// <param name="Problem">Why it is not running; null when it is.</param>
/// <param name="ErrorMessages">Messages that came to the error queue since the start.</param>
public sealed record EngineStatus(string State, long Sequence, long Epoch, int Waiting, string? Problem, long ErrorMessages)
{
    public const string Running = "running";

    /// <summary>True when commands are taken.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsRunning => State == Running;
}

/// <summary>Names a state: the same sequence of one journal has the same hash on any machine.</summary>
/// <param name="Sequence">The last record that the state holds.</param>
/// <param name="Hash">SHA-256 of the saved state in lower-case hex.</param>
public sealed record EngineHash(long Sequence, string Hash);
