using System.Text;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Journals.Tests;

/// <summary>What every journal promises.</summary>
public abstract class JournalContract : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    protected IJournal Journal { get; set; } = null!;

    /// <summary>The journal again, as a new process finds it.</summary>
    protected abstract ValueTask<IJournal> ReopenAsync();

    public abstract ValueTask InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_journal_has_the_empty_head_and_nothing_else()
    {
        (await Journal.ReadHeadAsync(None)).ShouldBe(JournalHead.Empty);
        (await Journal.ListAsync()).ShouldBeEmpty();
        (await Journal.LoadSnapshotAsync(None)).ShouldBeNull();
        (await Journal.LoadCursorAsync(None)).ShouldBe(0);
    }

    [Fact, Accepts("I10")]
    public async Task I10_what_was_appended_is_there_again_after_a_restart()
    {
        var writer = await JournalWriter.OnAsync(Journal);
        await writer.AppendAsync(3);
        await writer.AppendAsync();
        Journal = await ReopenAsync();
        (await Journal.ReadHeadAsync(None)).ShouldBe(writer.Head);
        await Journal.ShouldHoldAsync(4);
    }

    [Fact, Refuses("I10")]
    public async Task I10_an_append_that_expects_another_head_writes_nothing_and_returns_the_stored_one()
    {
        var writer = await JournalWriter.OnAsync(Journal);
        var first = await writer.AppendAsync();
        foreach (var wrong in new[]
        {
            JournalHead.Empty,
            first.Head with { Epoch = 2 },
            first.Head with { Owner = "writer-2" },
            first.Head with { Sequence = 2 },
            first.Head with { Batch = Guid.Empty },
        })
        {
            (await Journal.AppendAsync(wrong, writer.Next(1), None)).ShouldBe(first.Head);
        }
        await Journal.ShouldHoldAsync(1);
    }

    [Fact, Accepts("R1")]
    public async Task R1_the_same_batch_again_is_known_by_its_id_and_not_written_twice()
    {
        var writer = await JournalWriter.OnAsync(Journal);
        await writer.AppendAsync();
        var before = writer.Head;
        var batch = await writer.AppendAsync(2);
        (await Journal.AppendAsync(before, batch, None)).ShouldBe(batch.Head);
        Journal = await ReopenAsync();
        (await Journal.AppendAsync(before, batch, None)).ShouldBe(batch.Head);
        await Journal.ShouldHoldAsync(3);
    }

    [Fact, Refuses("R1")]
    public async Task R1_a_batch_tried_again_while_the_first_try_is_still_under_way_is_stored_once()
    {
        var writer = await JournalWriter.OnAsync(Journal);
        var batch = writer.Next(2);
        var tries = Enumerable.Range(0, 8).Select(_ => Journal.AppendAsync(writer.Head, batch, None).AsTask()).ToArray();
        (await Task.WhenAll(tries)).ShouldAllBe(head => head == batch.Head);
        await Journal.ShouldHoldAsync(2);
    }

    [Fact]
    public async Task Of_two_writers_on_one_head_one_wins_and_the_other_learns_whose_it_is()
    {
        var one = await JournalWriter.OnAsync(Journal);
        var other = await JournalWriter.OnAsync(Journal);
        var won = one.Next(1, salt: 1, owner: "one");
        var lost = other.Next(1, salt: 2, owner: "other");
        (await Journal.AppendAsync(one.Head, won, None)).ShouldBe(won.Head);
        (await Journal.AppendAsync(other.Head, lost, None)).ShouldBe(won.Head);
        await Journal.ShouldHoldAsync(1);
    }

    [Fact]
    public async Task A_claim_raises_the_epoch_and_shuts_the_old_writer_out()
    {
        var old = await JournalWriter.OnAsync(Journal);
        await old.AppendAsync();
        var claim = old.Next(1, salt: 9, owner: "new", epoch: 2);
        (await Journal.AppendAsync(old.Head, claim, None)).ShouldBe(claim.Head);
        (await Journal.AppendAsync(old.Head, old.Next(1), None)).ShouldBe(claim.Head);
        Journal = await ReopenAsync();
        (await Journal.ReadHeadAsync(None)).ShouldBe(claim.Head);
    }

    [Fact]
    public async Task A_batch_without_records_only_compares()
    {
        var writer = await JournalWriter.OnAsync(Journal);
        await writer.AppendAsync();
        (await Journal.AppendAsync(writer.Head, new JournalBatch(writer.Head, []), None)).ShouldBe(writer.Head);
        var stale = writer.Head with { Owner = "gone" };
        (await Journal.AppendAsync(stale, new JournalBatch(stale, []), None)).ShouldBe(writer.Head);
        await Journal.ShouldHoldAsync(1);
    }

    [Fact]
    public async Task A_batch_that_does_not_follow_its_head_is_refused_whole()
    {
        var writer = await JournalWriter.OnAsync(Journal);
        await writer.AppendAsync();
        var good = writer.Next(2);
        JournalBatch[] bad =
        [
            good with { Records = [good.Records[0], JournalWriter.Record(4)] },
            good with { Records = [JournalWriter.Record(1), JournalWriter.Record(2)] },
            good with { Head = good.Head with { Sequence = 9 } },
            good with { Head = good.Head with { Epoch = 0 } },
            good with { Head = good.Head with { Batch = Guid.Empty } },
            good with { Head = good.Head with { Owner = new string('o', 300) } },
        ];
        foreach (var batch in bad)
        {
            await Should.ThrowAsync<ArgumentException>(async () => await Journal.AppendAsync(writer.Head, batch, None));
        }
        await Journal.ShouldHoldAsync(1);
    }

    [Fact]
    public async Task Reading_starts_after_the_sequence_also_inside_a_batch()
    {
        var writer = await JournalWriter.OnAsync(Journal);
        await writer.AppendManyAsync(5, count: 3);
        for (var after = 0; after <= 16; after++)
        {
            (await Journal.ListAsync(after)).Count.ShouldBe(Math.Max(0, 15 - after));
        }
        await Journal.ShouldHoldAsync(15, after: 7);
    }

    [Fact]
    public async Task What_is_read_is_whole_batches_stored_when_reading_began_and_appending_goes_on_beside_it()
    {
        var writer = await JournalWriter.OnAsync(Journal);
        await writer.AppendManyAsync(3, count: 2);
        var read = new List<long>();
        await foreach (var record in Journal.ReadAsync(0, None))
        {
            read.Add(record.Sequence);
            await writer.AppendAsync(2);
        }
        read.ShouldBe([1, 2, 3, 4, 5, 6]);
        await Journal.ShouldHoldAsync(18);
    }

    [Fact]
    public async Task The_writer_may_reuse_a_payload_after_the_append_and_the_reader_keeps_what_it_read()
    {
        var writer = await JournalWriter.OnAsync(Journal);
        var batch = writer.Next(1);
        var buffer = batch.Records[0].Payload.ToArray();
        await Journal.AppendAsync(writer.Head, batch with { Records = [new StoredRecord(1, buffer)] }, None);
        buffer.AsSpan().Clear();
        var kept = (await Journal.ListAsync())[0];
        await Journal.ListAsync();
        kept.Payload.Span.SequenceEqual(batch.Records[0].Payload.Span).ShouldBeTrue();
    }

    [Fact]
    public async Task Records_without_bytes_and_a_batch_of_megabytes_are_kept()
    {
        var writer = await JournalWriter.OnAsync(Journal);
        var batch = writer.Next(1);
        await Journal.AppendAsync(writer.Head, batch with { Records = [new StoredRecord(1, default)] }, None);
        writer = await JournalWriter.OnAsync(Journal);
        await writer.AppendAsync(count: 40, size: 200_000);
        Journal = await ReopenAsync();
        (await Journal.ListAsync())[0].Payload.Length.ShouldBe(0);
        await Journal.ShouldHoldAsync(41, after: 1, size: 200_000);
    }

    [Fact]
    public async Task The_newest_snapshot_counts_and_an_older_one_is_passed_over()
    {
        await (await JournalWriter.OnAsync(Journal)).AppendAsync(9);
        foreach (var sequence in new long[] { 2, 5, 4 })
        {
            await Journal.SaveSnapshotAsync(new StoredSnapshot(sequence, "hash" + sequence, Encoding.UTF8.GetBytes($"state{sequence}")), None);
        }
        Journal = await ReopenAsync();
        var loaded = await Journal.LoadSnapshotAsync(None);
        loaded.ShouldNotBeNull();
        (loaded.Sequence, loaded.Hash, Encoding.UTF8.GetString(loaded.State.Span)).ShouldBe((5, "hash5", "state5"));
    }

    [Fact]
    public async Task Snapshot_and_cursor_beyond_the_last_record_are_refused()
    {
        await (await JournalWriter.OnAsync(Journal)).AppendAsync(2);
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.SaveSnapshotAsync(new StoredSnapshot(3, "h", default), None));
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.SaveCursorAsync(3, None));
        (await Journal.LoadSnapshotAsync(None)).ShouldBeNull();
        (await Journal.LoadCursorAsync(None)).ShouldBe(0);
    }

    [Fact]
    public async Task The_cursor_is_kept_over_an_orderly_restart()
    {
        await (await JournalWriter.OnAsync(Journal)).AppendAsync(9);
        await Journal.SaveCursorAsync(3, None);
        await Journal.SaveCursorAsync(7, None);
        (await Journal.LoadCursorAsync(None)).ShouldBe(7);
        Journal = await ReopenAsync();
        (await Journal.LoadCursorAsync(None)).ShouldBe(7);
    }

    [Fact, Accepts("S14")]
    public async Task S14_trimmed_records_are_gone_or_whole_and_those_after_them_stay()
    {
        var writer = await JournalWriter.OnAsync(Journal);
        for (var round = 1; round <= 3; round++)
        {
            await writer.AppendManyAsync(20, size: 500);
            await Journal.SaveSnapshotAsync(new StoredSnapshot(writer.Head.Sequence, "h", default), None);
            await Journal.SaveCursorAsync(writer.Head.Sequence, None);
        }
        await Journal.TrimAsync(50, None);
        await Journal.ShouldHoldAsync(60, after: 50, size: 500);
        await Should.ThrowAsync<JournalTrimmedException>(async () => await Journal.ListAsync());
        await Journal.SaveSnapshotAsync(new StoredSnapshot(5, "h", default), None);
        (await Journal.LoadSnapshotAsync(None))!.Sequence.ShouldBe(60, "a writer that was overtaken must not take the base of trimmed records away");
        await writer.AppendAsync();
        Journal = await ReopenAsync();
        (await Journal.ReadHeadAsync(None)).ShouldBe(writer.Head);
        await Should.ThrowAsync<JournalTrimmedException>(async () => await Journal.ListAsync());
    }

    [Fact]
    public async Task A_cancelled_call_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        var writer = await JournalWriter.OnAsync(Journal);
        await Should.ThrowAsync<OperationCanceledException>(async () => await Journal.AppendAsync(writer.Head, writer.Next(1), cancelled));
        await Journal.ShouldHoldAsync(0);
    }
}
