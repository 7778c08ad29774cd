using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>A partition as its callers see it.</summary>
public interface IPartition
{
    /// <summary>
    /// Hands a command in and waits for its answer, which comes after the effect is durable: <see cref="CommandAccepted"/> or
    /// <see cref="CommandRefused"/>. Waits for room in the mailbox. Cancelling ends the wait, not the command.
    /// </summary>
    /// <exception cref="PartitionUnavailableException">The journal is away or the partition has stopped; nothing is known of the command.</exception>
    ValueTask<object> SubmitAsync(CommandEnvelope envelope, CancellationToken cancellationToken);

    /// <summary>Asks for a view of the durable state; null when the site or the thing asked for is unknown.</summary>
    /// <exception cref="PartitionUnavailableException">The journal is away or the partition has stopped.</exception>
    /// <exception cref="DecisionFailedException">The query could not be answered: a defect; nothing has changed.</exception>
    ValueTask<object?> AskAsync(IQuery query, CancellationToken cancellationToken);

    /// <summary>Sequence and hash of the durable state, for comparing it with a replay of the journal.</summary>
    /// <exception cref="PartitionUnavailableException">The journal is away or the partition has stopped.</exception>
    ValueTask<StateHash> HashAsync(CancellationToken cancellationToken);

    /// <summary>What the partition is doing.</summary>
    PartitionStatus Status { get; }
}

/// <summary>Names a state: the same sequence of one journal has the same hash on any machine.</summary>
/// <param name="Sequence">The last record that the state holds.</param>
/// <param name="Hash">SHA-256 of the saved state in lower-case hex.</param>
public sealed record StateHash(long Sequence, string Hash);

/// <summary>What a partition is doing.</summary>
/// <param name="Phase">In one word.</param>
/// <param name="Sequence">The last durable record.</param>
/// <param name="Epoch">The epoch it writes under.</param>
/// <param name="Waiting">Commands and queries in the mailbox.</param>
/// <param name="Problem">Why it is not running; null when it is.</param>
public sealed record PartitionStatus(PartitionPhase Phase, long Sequence, long Epoch, int Waiting, string? Problem);

/// <summary>Phases of a partition.</summary>
public enum PartitionPhase
{
    /// <summary>Loads its state.</summary>
    Starting = 1,

    /// <summary>Takes commands.</summary>
    Running = 2,

    /// <summary>The journal is away: answers are withheld, the mailbox fills.</summary>
    JournalAway = 3,

    /// <summary>Another writer has taken over, or an invariant is broken.</summary>
    Stopped = 4,
}

/// <summary>The partition cannot answer now.</summary>
public sealed class PartitionUnavailableException : Exception
{
    /// <summary>Why, and when to try again.</summary>
    public PartitionUnavailableException(string message, int retryAfterSeconds)
        : base(message) => RetryAfterSeconds = retryAfterSeconds;

    /// <summary>Why.</summary>
    public PartitionUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public PartitionUnavailableException()
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public PartitionUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>When to try again.</summary>
    public int RetryAfterSeconds { get; } = 1;
}
