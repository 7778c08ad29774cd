using System.Text;
using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

/// <summary>A writer as the kernel is one: knows the head, numbers records and batches.</summary>
public sealed class JournalWriter(IJournal journal, JournalHead head)
{
    private static readonly CancellationToken None = CancellationToken.None;

    public JournalHead Head { get; private set; } = head;

    public static async Task<JournalWriter> OnAsync(IJournal journal) => new(journal, await journal.ReadHeadAsync(None));

    /// <summary>A batch that follows the head, under an id made of its sequence and the salt.</summary>
    public JournalBatch Next(int count, int size = 20, int salt = 0, string owner = "writer-1", long? epoch = null)
    {
        var last = Head.Sequence + count;
        var records = Enumerable.Range(1, count).Select(index => Record(Head.Sequence + index, size)).ToArray();
        var id = new Guid(salt, 0, 0, BitConverter.GetBytes(last));
        return new JournalBatch(new JournalHead(epoch ?? Math.Max(1, Head.Epoch), owner, last, id), records);
    }

    public async Task<JournalBatch> AppendAsync(int count = 1, int size = 20)
    {
        var batch = Next(count, size);
        (await journal.AppendAsync(Head, batch, None)).ShouldBe(batch.Head);
        Head = batch.Head;
        return batch;
    }

    public async Task AppendManyAsync(int batches, int count = 1, int size = 20)
    {
        for (var each = 0; each < batches; each++) await AppendAsync(count, size);
    }

    public static StoredRecord Record(long sequence, int size = 20) =>
        new(sequence, Encoding.UTF8.GetBytes($"{{\"n\":{sequence},\"pad\":\"{new string((char)('a' + (sequence % 26)), size)}\"}}"));
}

/// <summary>Reads a journal whole.</summary>
public static class JournalReading
{
    public static async Task<List<StoredRecord>> ListAsync(this IJournal journal, long after = 0)
    {
        var records = new List<StoredRecord>();
        await foreach (var record in journal.ReadAsync(after, CancellationToken.None)) records.Add(record);
        return records;
    }

    /// <summary>Proves that the journal holds exactly the writer's records from one after the sequence to its head.</summary>
    public static async Task ShouldHoldAsync(this IJournal journal, long through, long after = 0, int size = 20)
    {
        var records = await journal.ListAsync(after);
        records.Select(record => record.Sequence).ShouldBe(Enumerable.Range(1, (int)(through - after)).Select(index => after + index));
        foreach (var record in records)
        {
            record.Payload.Span.SequenceEqual(JournalWriter.Record(record.Sequence, size).Payload.Span).ShouldBeTrue();
        }
        (await journal.ReadHeadAsync(CancellationToken.None)).Sequence.ShouldBe(through);
    }
}
