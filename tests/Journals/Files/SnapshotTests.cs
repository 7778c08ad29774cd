using System.Text;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Journals.Tests;

/// <summary>Snapshots and cursor as files.</summary>
public sealed class SnapshotTests : FileJournalFixture
{
    [Fact, Accepts("I10")]
    public async Task I10_a_damaged_snapshot_is_passed_over_for_the_one_before_it()
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(9);
        await SaveAsync(journal, 3);
        await SaveAsync(journal, 6);
        await SaveAsync(journal, 9);
        Snapshots().Length.ShouldBe(2);
        Spoil(Snapshots()[1]);
        (await journal.LoadSnapshotAsync(None))!.Sequence.ShouldBe(6);
        Findings.ShouldHaveSingleItem().ShouldContain(Snapshots()[1]);
    }

    [Fact, Accepts("I10")]
    public async Task I10_with_every_snapshot_damaged_and_nothing_trimmed_the_journal_itself_is_enough()
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(9);
        await SaveAsync(journal, 9);
        Spoil(Snapshots()[0]);
        (await journal.LoadSnapshotAsync(None)).ShouldBeNull();
        await journal.ShouldHoldAsync(9);
    }

    [Fact, Accepts("I10")]
    public async Task I10_a_damaged_snapshot_makes_way_for_the_next_and_the_good_one_before_it_stays()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(40, size: 500);
        await SaveAsync(journal, 10);
        await SaveAsync(journal, 20);
        await CrashAsync(journal);
        var (good, damaged) = (Snapshots()[0], Snapshots()[1]);
        Spoil(damaged);
        await using var again = await OpenAsync();
        await again.TrimAsync(40, None);
        await again.ShouldHoldAsync(40, size: 500);
        await SaveAsync(again, 40);
        Snapshots().Length.ShouldBe(2);
        Snapshots().ShouldContain(good);
        Snapshots().ShouldNotContain(damaged);
        await again.TrimAsync(40, None);
        await again.ShouldHoldAsync(40, after: 10, size: 500);
    }

    [Fact, Accepts("I10")]
    public async Task I10_a_damaged_snapshot_of_a_later_record_does_not_keep_an_earlier_one_out()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(9);
        await SaveAsync(journal, 9);
        await CrashAsync(journal);
        Spoil(Snapshots()[0]);
        await using var again = await OpenAsync();
        await SaveAsync(again, 6);
        (await again.LoadSnapshotAsync(None))!.Sequence.ShouldBe(6);
        Snapshots().ShouldHaveSingleItem();
    }

    [Fact, Accepts("I10")]
    public async Task I10_a_damaged_snapshot_is_replaced_by_one_of_the_same_record()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(9);
        await SaveAsync(journal, 9);
        await CrashAsync(journal);
        Spoil(Snapshots()[0]);
        await using var again = await OpenAsync();
        await SaveAsync(again, 9);
        (await again.LoadSnapshotAsync(None))!.Sequence.ShouldBe(9);
        Snapshots().ShouldHaveSingleItem();
    }

    [Fact, Refuses("I10")]
    public async Task I10_without_a_readable_snapshot_a_trimmed_journal_is_refused()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(40, size: 500);
        await SaveAsync(journal, 20);
        await SaveAsync(journal, 40);
        await journal.TrimAsync(20, None);
        await journal.DisposeAsync();
        foreach (var path in Snapshots()) Spoil(path);
        await using (var damaged = await OpenAsync())
        {
            var refusal = await Should.ThrowAsync<JournalDamagedException>(async () => await damaged.LoadSnapshotAsync(None));
            refusal.Message.ShouldContain(Snapshots()[1]);
        }
        foreach (var path in Snapshots()) File.Delete(path);
        await using var without = await OpenAsync();
        await Should.ThrowAsync<JournalDamagedException>(async () => await without.LoadSnapshotAsync(None));
    }

    [Fact]
    public async Task Every_bit_of_a_snapshot_counts()
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendAsync();
        await SaveAsync(journal, 1);
        var whole = File.ReadAllBytes(Snapshots()[0]);
        for (var at = 0; at < whole.Length; at++)
        {
            var spoiled = whole.ToArray();
            spoiled[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(Snapshots()[0], spoiled);
            (await journal.LoadSnapshotAsync(None)).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    [InlineData("rename")]
    public async Task A_crash_while_a_snapshot_is_written_leaves_the_old_one(string fault)
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(9);
        await SaveAsync(journal, 4);
        Storage.FailWriteAfter = fault == "write" ? 7 : null;
        Storage.FailFlush = fault == "flush";
        Storage.FailRename = fault == "rename";
        await Should.ThrowAsync<IOException>(async () => await SaveAsync(journal, 9));
        await CrashAsync(journal);
        await using var again = await OpenAsync();
        Directory.GetFiles(Folder.Path, "*.new").ShouldBeEmpty();
        (await again.LoadSnapshotAsync(None))!.Sequence.ShouldBe(4);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    [InlineData("rename")]
    public async Task A_snapshot_that_cannot_be_saved_leaves_nothing_that_would_fill_the_disk(string fault)
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(9);
        await SaveAsync(journal, 1);
        var before = Directory.GetFiles(Folder.Path);
        for (var sequence = 2; sequence <= 9; sequence++)
        {
            Storage.FailWriteAfter = fault == "write" ? 7 : null;
            Storage.FailFlush = fault == "flush";
            Storage.FailRename = fault == "rename";
            await Should.ThrowAsync<IOException>(async () => await SaveAsync(journal, sequence));
            Directory.GetFiles(Folder.Path).ShouldBe(before, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Snapshots_that_can_neither_be_saved_nor_deleted_leave_one_file_and_not_one_each()
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(9);
        (Storage.FailRename, Storage.FailDelete) = (true, true);
        for (var sequence = 1; sequence <= 9; sequence++)
        {
            await Should.ThrowAsync<IOException>(async () => await SaveAsync(journal, sequence));
            Directory.GetFiles(Folder.Path, "*" + WholeFile.TemporarySuffix).Length.ShouldBe(1);
        }
        (Storage.FailRename, Storage.FailDelete) = (false, false);
        await SaveAsync(journal, 9);
        Directory.GetFiles(Folder.Path, "*" + WholeFile.TemporarySuffix).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_snapshot_is_flushed_before_it_has_its_name_and_its_name_before_it_counts()
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendAsync();
        Storage.Log.Clear();
        await SaveAsync(journal, 1);
        Storage.Log.ShouldBe(["open", "write", "flush", "rename", "sync folder"]);
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_snapshot_kept_to_fall_back_on_is_forgotten_in_time_too()
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(9);
        await SaveAsync(journal, 3);
        Time.Advance(TimeSpan.FromDays(20));
        await SaveAsync(journal, 9);
        await journal.TrimAsync(9, None);
        Snapshots().Length.ShouldBe(2);
        Time.Advance(TimeSpan.FromDays(10));
        await journal.TrimAsync(9, None);
        Snapshots().ShouldHaveSingleItem().ShouldContain("0000000000000000009");
    }

    [Fact]
    public async Task A_lost_or_damaged_cursor_starts_at_nothing_and_news_is_told_again()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(9);
        await journal.SaveCursorAsync(5, None);
        Spoil(Folder[CursorFile.Name]);
        (await journal.LoadCursorAsync(None)).ShouldBe(0);
        await journal.SaveCursorAsync(6, None);
        (await journal.LoadCursorAsync(None)).ShouldBe(6);
        await CrashAsync(journal);
        File.Delete(Folder[CursorFile.Name]);
        await using var again = await OpenAsync();
        (await again.LoadCursorAsync(None)).ShouldBe(0);
    }

    private static ValueTask SaveAsync(FileJournal journal, long sequence) =>
        journal.SaveSnapshotAsync(new StoredSnapshot(sequence, "hash", Encoding.UTF8.GetBytes("{\"state\":true}")), None);

    private static void Spoil(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private string[] Snapshots() =>
        [.. Directory.GetFiles(Folder.Path, "*" + SnapshotFiles.Suffix).Order(StringComparer.Ordinal)];
}
