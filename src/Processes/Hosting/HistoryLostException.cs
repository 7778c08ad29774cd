using System.Globalization;

namespace AcdRouter.Processes;

/// <summary>
/// The store holds less of a partition's history than was durable before, or another history: answered commands are lost. Nothing goes
/// on by itself from here; an operator restores the store or accepts the loss.
/// </summary>
public sealed class HistoryLostException : Exception
{
    /// <summary>Names the partition and both ends.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="expectedSequence">The record through which its history is known to have been durable.</param>
    /// <param name="foundSequence">The record at which the stored history ends.</param>
    /// <param name="how">What shows the loss, as the end of a sentence about the stored history.</param>
    public HistoryLostException(int partition, long expectedSequence, long foundSequence, string how)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"History of partition {partition} is lost: it was durable through record {expectedSequence}, the store is at record {foundSequence}; {how}."))
    {
        Partition = partition;
        ExpectedSequence = expectedSequence;
        FoundSequence = foundSequence;
    }

    /// <summary>Says what is lost.</summary>
    public HistoryLostException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public HistoryLostException()
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public HistoryLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The partition.</summary>
    public int Partition { get; }

    /// <summary>The record through which its history is known to have been durable.</summary>
    public long ExpectedSequence { get; }

    /// <summary>The record at which the stored history ends.</summary>
    public long FoundSequence { get; }
}
