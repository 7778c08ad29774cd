using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Journals.Tests;

/// <summary>Segments begin, are trimmed, archived and forgotten.</summary>
public sealed class SegmentTests : FileJournalFixture
{
    private string Archive => Folder[SegmentArchive.FolderName];

    [Fact]
    public async Task A_segment_is_named_by_its_first_record_and_bounded()
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(20, size: 1000);
        Segments().Length.ShouldBe(7);
        Path.GetFileName(Segments()[1]).ShouldBe("0000000000000000004.segment");
        Segments().ShouldAllBe(path => new FileInfo(path).Length <= FileJournalOptions.MinSegmentBytes);
        await journal.ShouldHoldAsync(20, size: 1000);
    }

    [Fact]
    public async Task Whoever_follows_goes_on_where_the_last_reading_ended_over_batches_and_segments_and_may_go_back()
    {
        await using var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        long followed = 0;
        for (var step = 1; step <= 30; step++)
        {
            await writer.AppendAsync(count: 1 + (step % 4), size: 500);
            if (step % 3 != 0) continue;
            // Ends within a batch, then at its end, then is asked again for what was read before.
            followed = (await journal.ReadAsync(followed, None).Take(2).ToListAsync(None))[^1].Sequence;
            await journal.ShouldHoldAsync(writer.Head.Sequence, after: followed, size: 500);
            await journal.ShouldHoldAsync(writer.Head.Sequence, after: writer.Head.Sequence, size: 500);
            await journal.ShouldHoldAsync(writer.Head.Sequence, after: writer.Head.Sequence - 1, size: 500);
            followed = writer.Head.Sequence;
        }
        Segments().Length.ShouldBeGreaterThan(2);
        await journal.ShouldHoldAsync(writer.Head.Sequence, size: 500);
    }

    [Fact]
    public async Task A_batch_larger_than_a_segment_has_one_of_its_own()
    {
        await using var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(size: 20);
        await writer.AppendAsync(size: 20_000);
        await writer.AppendAsync(size: 20);
        Segments().Length.ShouldBe(3);
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_day_old_segment_is_closed_so_that_a_quiet_sites_records_are_forgotten_too()
    {
        await using var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        Time.Advance(TimeSpan.FromHours(23));
        await writer.AppendAsync();
        Segments().Length.ShouldBe(1);
        Time.Advance(TimeSpan.FromHours(1));
        await writer.AppendAsync();
        Segments().Length.ShouldBe(2);
    }

    [Fact, Accepts("S14")]
    public async Task S14_within_thirty_days_the_journal_has_forgotten_even_when_nothing_more_is_appended()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(3);
        await SnapshotAsync(journal, 3);
        for (var day = 0; day < 29; day++)
        {
            Time.Advance(TimeSpan.FromDays(1));
            await journal.TrimAsync(3, None);
        }
        (await journal.ReadHeadAsync(None)).ShouldBe(writer.Head);
        Directory.GetFiles(Archive).ShouldBeEmpty();
        Segments().ShouldHaveSingleItem().ShouldContain("0000000000000000004.segment");
        await journal.DisposeAsync();
        await using var again = await OpenAsync();
        (await again.ReadHeadAsync(None)).ShouldBe(writer.Head);
        (await again.LoadSnapshotAsync(None))!.Sequence.ShouldBe(3);
        await new JournalWriter(again, writer.Head).AppendAsync();
        await again.ShouldHoldAsync(4, after: 3);
    }

    [Fact, Accepts("S14")]
    public async Task S14_trimmed_segments_are_archived_and_deleted_when_their_time_has_come()
    {
        await using var journal = await OpenAsync();
        await TrimmedAsync(journal);
        var archived = Segments(Archive);
        archived.ShouldNotBeEmpty();
        (await JournalVerifier.VerifyAsync(Archive, null, None)).IsSound.ShouldBeTrue();
        Time.Advance(TimeSpan.FromDays(28));
        await journal.TrimAsync(1, None);
        Segments(Archive).ShouldBe(archived);
        Time.Advance(TimeSpan.FromDays(1));
        await journal.TrimAsync(1, None);
        Segments(Archive).ShouldBeEmpty();
    }

    [Fact, Accepts("S14")]
    public async Task S14_what_is_too_old_in_the_archive_is_deleted_at_the_next_start_too()
    {
        var journal = await OpenAsync();
        await TrimmedAsync(journal);
        await journal.DisposeAsync();
        Time.Advance(TimeSpan.FromDays(30));
        await using var again = await OpenAsync();
        Segments(Archive).ShouldBeEmpty();
        await again.ShouldHoldAsync(40, after: 20, size: 500);
    }

    [Fact]
    public async Task Trimmed_segments_are_deleted_at_once_where_that_is_set()
    {
        await using var journal = await OpenAsync(trimmed: TrimmedSegments.Delete);
        await TrimmedAsync(journal);
        Directory.Exists(Archive).ShouldBeFalse();
        await journal.ShouldHoldAsync(40, after: 20, size: 500);
    }

    [Fact, Refuses("S14")]
    public async Task S14_nothing_is_trimmed_that_a_fallback_from_a_damaged_snapshot_needs()
    {
        await using var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(20, size: 500);
        await journal.TrimAsync(20, None);
        await journal.ShouldHoldAsync(20, size: 500);
        await SnapshotAsync(journal, 20);
        await journal.TrimAsync(20, None);
        await journal.ShouldHoldAsync(20, size: 500);
        await writer.AppendManyAsync(20, size: 500);
        await SnapshotAsync(journal, 40);
        await journal.TrimAsync(40, None);
        await journal.ShouldHoldAsync(40, after: 20, size: 500);
    }

    [Theory]
    [InlineData("rename")]
    [InlineData("sync folder")]
    public async Task A_trim_that_fails_is_repeated_and_loses_nothing(string fault)
    {
        await using var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(40, size: 500);
        await SnapshotAsync(journal, 20);
        await SnapshotAsync(journal, 40);
        Storage.FailRename = fault == "rename";
        Storage.FailSyncFolder = fault == "sync folder";
        await Should.ThrowAsync<IOException>(async () => await journal.TrimAsync(20, None));
        (Storage.FailRename, Storage.FailSyncFolder) = (false, false);
        await journal.ShouldHoldAsync(40, after: 20, size: 500);
        await journal.TrimAsync(20, None);
        (await JournalVerifier.VerifyAsync(Folder.Path, null, None)).IsSound.ShouldBeTrue();
        await Should.ThrowAsync<JournalTrimmedException>(async () => await journal.ListAsync());
    }

    [Fact]
    public async Task A_trim_that_is_denied_half_way_leaves_a_journal_without_a_gap()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(40, size: 500);
        await SnapshotAsync(journal, 20);
        await SnapshotAsync(journal, 40);
        Storage.DenyRenameAfter = 1;
        await Should.ThrowAsync<UnauthorizedAccessException>(async () => await journal.TrimAsync(20, None));
        Segments(Archive).Length.ShouldBe(1);
        await Should.ThrowAsync<UnauthorizedAccessException>(async () => await journal.TrimAsync(20, None));
        Storage.DenyRenameAfter = null;
        await journal.TrimAsync(20, None);
        await CrashAsync(journal);
        (await JournalVerifier.VerifyAsync(Folder.Path, null, None)).IsSound.ShouldBeTrue();
        await using var again = await OpenAsync();
        await again.ShouldHoldAsync(40, after: 20, size: 500);
    }

    [Fact]
    public async Task A_reader_under_way_learns_that_its_records_are_trimmed()
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(40, size: 500);
        await SnapshotAsync(journal, 20);
        await SnapshotAsync(journal, 40);
        await using var reading = journal.ReadAsync(0, None).GetAsyncEnumerator(None);
        (await reading.MoveNextAsync()).ShouldBeTrue();
        await journal.TrimAsync(20, None);
        await Should.ThrowAsync<JournalTrimmedException>(async () =>
        {
            while (await reading.MoveNextAsync()) reading.Current.Payload.Length.ShouldBeGreaterThan(0);
        });
    }

    [Fact]
    public void Every_option_out_of_range_is_named()
    {
        var errors = new FileJournalOptions { Folder = "", SegmentBytes = 1, ArchiveRetentionDays = 31, Trimmed = 0 }.Validate();
        errors.Count.ShouldBe(4);
        new FileJournalOptions { Folder = "data" }.Validate().ShouldBeEmpty();
    }

    private static ValueTask SnapshotAsync(FileJournal journal, long sequence) =>
        journal.SaveSnapshotAsync(new StoredSnapshot(sequence, "h", default), None);

    private static async Task TrimmedAsync(FileJournal journal)
    {
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(40, size: 500);
        await SnapshotAsync(journal, 20);
        await SnapshotAsync(journal, 40);
        await journal.TrimAsync(40, None);
    }
}
