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
        Check(stored, batch);
        return true;
    }

    private static void Check(JournalHead stored, JournalBatch batch)
    {
        var sequence = stored.Sequence;
        foreach (var record in batch.Records)
        {
            if (record.Sequence != ++sequence) throw Refused($"record {record.Sequence} stands where {sequence} follows");
        }
        if (batch.Head.Sequence != sequence) throw Refused($"its head names {batch.Head.Sequence}, its last record is {sequence}");
        if (batch.Head.Epoch < stored.Epoch) throw Refused($"its epoch {batch.Head.Epoch} is behind the stored {stored.Epoch}");
        if (batch.Head.Batch == Guid.Empty) throw Refused("it has no id");
        if (Encoding.UTF8.GetByteCount(batch.Head.Owner) > FrameFormat.MaxOwnerBytes) throw Refused("its owner's name is too long");
    }

    private static ArgumentException Refused(string why) => new($"The batch cannot be appended: {why}.");
}
