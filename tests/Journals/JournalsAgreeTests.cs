using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

/// <summary>Random operations have the same effect on the journal in memory and on the one in files, over restarts and crashes too.</summary>
public sealed class JournalsAgreeTests : FileJournalFixture
{
    private const int Operations = 300;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Both_journals_answer_alike(int seed)
    {
        var random = new Random(seed);
        var model = new InMemoryJournal();
        var file = await OpenAsync();
        var head = JournalHead.Empty;
        var last = (Expected: JournalHead.Empty, Batch: new JournalBatch(JournalHead.Empty, []));
        long trimmed = 0;
        for (var step = 0; step < Operations; step++)
        {
            switch (random.Next(12))
            {
                case 0:
                    await file.DisposeAsync();
                    file = await OpenAsync();
                    break;
                case 1:
                    await CrashAsync(file);
                    file = await OpenAsync();
                    // The one thing that a crash may take.
                    await model.SaveCursorAsync(await file.LoadCursorAsync(None), None);
                    break;
                case 2:
                    await AppendToBothAsync(model, file, last.Expected, last.Batch);
                    break;
                case 3:
                    await AppendToBothAsync(model, file, head with { Epoch = head.Epoch + 1 }, Next(head, random, step));
                    break;
                case 4:
                    Storage.FailWriteAfter = random.Next(100);
                    await Should.ThrowAsync<IOException>(async () => await file.AppendAsync(head, Next(head, random, -1 - step, least: 1), None));
                    Storage.FailWriteAfter = null;
                    break;
                case 5 when head.Sequence > 0:
                    await SaveBothAsync(model, file, random.NextInt64(Math.Max(1, trimmed), head.Sequence + 1));
                    break;
                case 6 when await model.LoadSnapshotAsync(None) is { } snapshot:
                    // The journal in files may keep more, so the one in memory is not trimmed.
                    trimmed = Math.Max(trimmed, random.NextInt64(snapshot.Sequence + 1));
                    await file.TrimAsync(trimmed, None);
                    break;
                case 7:
                    Time.Advance(TimeSpan.FromHours(random.Next(10)));
                    break;
                default:
                    last = (head, Next(head, random, step));
                    head = await AppendToBothAsync(model, file, last.Expected, last.Batch);
                    break;
            }
            await ShouldAgreeAsync(model, file, random);
        }
        Findings.ShouldBeEmpty();
        await file.DisposeAsync();
    }

    private static JournalBatch Next(JournalHead head, Random random, int salt, int least = 0)
    {
        var batch = new JournalWriter(new InMemoryJournal(), head).Next(random.Next(least, 4), size: random.Next(400), salt: salt);
        return batch with { Head = batch.Head with { Epoch = head.Epoch + random.Next(2), Owner = "writer-" + random.Next(3) } };
    }

    private static async Task<JournalHead> AppendToBothAsync(
        InMemoryJournal model, FileJournal file, JournalHead expected, JournalBatch batch)
    {
        var head = await model.AppendAsync(expected, batch, None);
        (await file.AppendAsync(expected, batch, None)).ShouldBe(head);
        return head;
    }

    private static async Task SaveBothAsync(InMemoryJournal model, FileJournal file, long sequence)
    {
        foreach (var journal in new IJournal[] { model, file })
        {
            await journal.SaveSnapshotAsync(new StoredSnapshot(sequence, $"h{sequence}", new byte[sequence]), None);
            await journal.SaveCursorAsync(sequence, None);
        }
    }

    private static async Task ShouldAgreeAsync(InMemoryJournal model, FileJournal file, Random random)
    {
        var head = await model.ReadHeadAsync(None);
        (await file.ReadHeadAsync(None)).ShouldBe(head);
        (await file.LoadCursorAsync(None)).ShouldBe(await model.LoadCursorAsync(None));
        var (expected, found) = (await model.LoadSnapshotAsync(None), await file.LoadSnapshotAsync(None));
        (found?.Sequence, found?.Hash, found?.State.Length).ShouldBe((expected?.Sequence, expected?.Hash, expected?.State.Length));
        // Behind the snapshot both have every record; before it the journal in files may have been trimmed.
        var after = random.NextInt64(expected?.Sequence ?? 0, head.Sequence + 1);
        var (records, stored) = (await model.ListAsync(after), await file.ListAsync(after));
        stored.Select(record => record.Sequence).ShouldBe(records.Select(record => record.Sequence));
        for (var index = 0; index < records.Count; index++)
        {
            stored[index].Payload.Span.SequenceEqual(records[index].Payload.Span).ShouldBeTrue();
        }
    }
}
