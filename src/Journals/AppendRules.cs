using System.Text;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>When a batch may be written: one rule for every journal.</summary>
internal static class AppendRules
{
    /// <summary>
    /// True when the batch is to be written; false when the stored head is the answer: the batch is stored already, the expected
    /// head is not the stored one, or the batch only compares.
    /// </summary>
    /// <exception cref="ArgumentException">The batch does not follow the head it expects: a writer's bug, nothing is written.</exception>
    public static bool MustWrite(JournalHead stored, JournalHead expected, JournalBatch batch)
    {
        if (batch.Records.Count == 0 || expected != stored) return false;
        if (batch.Head.Batch == stored.Batch && stored != JournalHead.Empty) return false;
        if (Problem(stored, batch) is { } why) throw new ArgumentException($"The batch cannot be appended: {why}.");
        return true;
    }

    /// <summary>Why the batch does not follow the head; null when it does.</summary>
    public static string? Problem(JournalHead head, JournalBatch batch)
    {
        var sequence = head.Sequence;
        foreach (var record in batch.Records)
        {
            if (record.Sequence != ++sequence) return $"record {record.Sequence} stands where {sequence} follows";
        }
        if (batch.Head.Sequence != sequence) return $"its head names {batch.Head.Sequence}, its last record is {sequence}";
        if (batch.Head.Epoch < head.Epoch) return $"its epoch {batch.Head.Epoch} is behind the stored {head.Epoch}";
        if (batch.Head.Batch == Guid.Empty) return "it has no id";
        return Encoding.UTF8.GetByteCount(batch.Head.Owner) > FrameFormat.MaxOwnerBytes ? "its owner's name is too long" : null;
    }
}
