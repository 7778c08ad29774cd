namespace AcdRouter.Processes;

/// <summary>A message that leaves the partition.</summary>
/// <param name="Id">Made from partition, epoch, sequence and index, or from the key of what is owed: a repeat keeps it.</param>
/// <param name="Sequence">The record it comes from; 0 for what is owed.</param>
/// <param name="Message">A bus contract.</param>
public sealed record OutgoingMessage(Guid Id, long Sequence, object Message);

/// <summary>Takes what leaves a partition to the bus.</summary>
public interface INewsSink
{
    /// <summary>So much time lies at least between two calls: what comes meanwhile goes together. None where a call costs little.</summary>
    TimeSpan Every => TimeSpan.Zero;

    /// <summary>Publishes in order; on return every message is confirmed. Throws when any is not: all are published again.</summary>
    ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken);
}
