using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>Whoever writes, and however late: one history.</summary>
public sealed class RedisRaceTests : RedisServerTest
{
    private const int Rounds = 200;

    [Fact, Accepts("I10")]
    public async Task I10_of_writers_that_race_each_acknowledged_batch_is_there_once_and_nothing_else()
    {
        var writers = Enumerable.Range(1, 4).Select(RaceAsync);
        var won = (await Task.WhenAll(writers)).SelectMany(each => each).ToList();
        var journal = await OpenAsync();
        var head = await journal.ReadHeadAsync(None);
        won.Select(batch => batch.Sequence).Order().ShouldBe(Enumerable.Range(1, (int)head.Sequence).Select(each => (long)each));
        await journal.ShouldHoldAsync(head.Sequence);
    }

    [Fact, Refuses("I10")]
    public async Task I10_the_append_of_a_writer_that_was_deposed_meanwhile_does_nothing_however_late_it_arrives()
    {
        await using var wire = new Wire(Server.Port);
        var slow = await OpenAsync(wire.Address, callMilliseconds: 300);
        var old = await JournalWriter.OnAsync(slow);
        await old.AppendAsync();
        wire.HoldRequests();
        var late = old.Next(1, salt: 5);
        await RefusedAsync(slow, old, JournalTrouble.TimedOut, late);

        var journal = await OpenAsync();
        var claim = old.Next(1, owner: "writer-2", epoch: 2);
        (await journal.AppendAsync(old.Head, claim, None)).ShouldBe(claim.Head);
        var answered = wire.Answers.Items.Count;
        wire.Release();
        await wire.Answers.Until(answered + 1);

        (await journal.ReadHeadAsync(None)).ShouldBe(claim.Head);
        await journal.ShouldHoldAsync(2);
        (await InsistAsync(slow, old.Head, late)).ShouldBe(claim.Head, "the deposed writer learns whose the journal is");
    }

    [Fact]
    public async Task An_append_that_arrives_after_its_writer_gave_it_up_is_known_again()
    {
        await using var wire = new Wire(Server.Port);
        var journal = await OpenAsync(wire.Address, callMilliseconds: 300);
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        wire.HoldRequests();
        var batch = writer.Next(2);
        await RefusedAsync(journal, writer, JournalTrouble.TimedOut, batch);
        var answered = wire.Answers.Items.Count;
        wire.Release();
        await wire.Answers.Until(answered + 1);
        (await InsistAsync(journal, writer.Head, batch)).ShouldBe(batch.Head);
        await journal.ShouldHoldAsync(3);
    }

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_known_again()
    {
        await using var wire = new Wire(Server.Port);
        var journal = await OpenAsync(wire.Address, callMilliseconds: 300);
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        wire.HoldAnswers();
        var batch = writer.Next(2);
        await RefusedAsync(journal, writer, JournalTrouble.TimedOut, batch);
        wire.Release();
        (await InsistAsync(journal, writer.Head, batch)).ShouldBe(batch.Head);
        await journal.ShouldHoldAsync(3);
    }

    [Fact]
    public async Task Snapshot_cursor_and_trimming_of_a_deposed_writer_change_nothing()
    {
        var deposed = await OpenAsync();
        var old = await JournalWriter.OnAsync(deposed);
        await old.AppendAsync(5);
        var journal = await OpenAsync();
        var claim = old.Next(1, owner: "writer-2", epoch: 2);
        await journal.AppendAsync(old.Head, claim, None);
        await journal.SaveSnapshotAsync(new StoredSnapshot(2, "good", new byte[3]), None);
        await journal.SaveCursorAsync(1, None);

        await deposed.SaveSnapshotAsync(new StoredSnapshot(5, "forked", new byte[4]), None);
        await deposed.SaveCursorAsync(5, None);
        await deposed.TrimAsync(5, None);

        (await journal.LoadSnapshotAsync(None))!.Hash.ShouldBe("good");
        (await journal.LoadCursorAsync(None)).ShouldBe(1);
        await journal.ShouldHoldAsync(6);
    }

    [Fact]
    public async Task Trimming_goes_no_further_than_snapshot_and_cursor_whatever_is_asked_for()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(9);
        await journal.TrimAsync(9, None);
        await journal.ShouldHoldAsync(9);
        await journal.SaveSnapshotAsync(new StoredSnapshot(7, "h", default), None);
        await journal.SaveCursorAsync(4, None);
        await journal.TrimAsync(9, None);
        await journal.ShouldHoldAsync(9, after: 4);
        await Should.ThrowAsync<JournalTrimmedException>(async () => await journal.ListAsync(3));
    }

    /// <summary>Appends wherever the head is found; returns the heads of the batches that the journal acknowledged.</summary>
    private async Task<List<JournalHead>> RaceAsync(int number)
    {
        var journal = await OpenAsync();
        var won = new List<JournalHead>();
        for (var round = 0; round < Rounds; round++)
        {
            var writer = await JournalWriter.OnAsync(journal);
            var batch = writer.Next(1, salt: (number * Rounds) + round, owner: $"writer-{number}");
            if (await journal.AppendAsync(writer.Head, batch, None) == batch.Head) won.Add(batch.Head);
        }
        return won;
    }
}
