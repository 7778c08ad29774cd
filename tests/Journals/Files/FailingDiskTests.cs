using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Journals.Tests;

/// <summary>Full disks and failing ones: an append is stored or not, and never behind garbage.</summary>
public sealed class FailingDiskTests : FileJournalFixture
{
    [Fact, Accepts("R1")]
    public async Task R1_after_a_short_write_the_same_batch_is_written_whole_and_once()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        for (var bytes = 0; bytes < 160; bytes += 7)
        {
            var batch = writer.Next(1);
            Storage.FailWriteAfter = bytes;
            var failure = await Should.ThrowAsync<IOException>(async () => await journal.AppendAsync(writer.Head, batch, None));
            failure.Message.ShouldContain(Segments()[^1]);
            (await journal.ReadHeadAsync(None)).ShouldBe(writer.Head);
            await writer.AppendAsync();
        }
        var through = writer.Head.Sequence;
        await journal.ShouldHoldAsync(through);
        await CrashAsync(journal);
        await using var again = await OpenAsync();
        Findings.ShouldBeEmpty();
        await again.ShouldHoldAsync(through);
    }

    [Fact, Accepts("I10")]
    public async Task I10_after_a_failed_flush_the_bytes_are_written_anew_and_not_only_flushed_again()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        Storage.FailFlush = true;
        await Should.ThrowAsync<IOException>(async () => await journal.AppendAsync(writer.Head, writer.Next(1), None));
        Storage.FailFlush = false;
        Storage.Log.Clear();
        await writer.AppendAsync();
        Storage.Log.ShouldBe(["cut", "flush", "write", "flush"]);
        await CrashAsync(journal);
        await using var again = await OpenAsync();
        await again.ShouldHoldAsync(2);
    }

    [Fact, Refuses("I10")]
    public async Task I10_as_long_as_the_garbage_cannot_be_cut_every_append_is_refused_naming_the_file()
    {
        await using var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        Storage.FailWriteAfter = 10;
        Storage.FailSetLength = true;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var failure = await Should.ThrowAsync<IOException>(async () => await journal.AppendAsync(writer.Head, writer.Next(1), None));
            failure.Message.ShouldContain(Segments()[0]);
        }
        await journal.ShouldHoldAsync(1);
        Storage.FailSetLength = false;
        await writer.AppendAsync();
        await journal.ShouldHoldAsync(2);
    }

    [Fact]
    public async Task Another_batch_may_follow_the_head_after_one_has_failed()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        Storage.FailFlush = true;
        await Should.ThrowAsync<IOException>(async () => await journal.AppendAsync(writer.Head, writer.Next(3, size: 300), None));
        Storage.FailFlush = false;
        await writer.AppendAsync();
        await CrashAsync(journal);
        await using var again = await OpenAsync();
        await again.ShouldHoldAsync(2);
    }

    [Fact, Accepts("I7")]
    public async Task I7_an_append_that_only_the_kernels_cache_holds_is_on_the_disk_before_a_new_process_counts_it()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        Storage.FailFlush = true;
        await Should.ThrowAsync<IOException>(async () => await journal.AppendAsync(writer.Head, writer.Next(1), None));
        await DieAsync(journal);
        var next = await OpenAsync();
        await next.ShouldHoldAsync(2);
        await CrashAsync(next);
        await using var again = await OpenAsync();
        await again.ShouldHoldAsync(2);
    }

    [Fact, Refuses("I7")]
    public async Task I7_a_journal_whose_last_append_cannot_be_brought_to_the_disk_is_not_started()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(2);
        await DieAsync(journal);
        Storage.FailFlush = true;
        (await Should.ThrowAsync<IOException>(async () => await OpenAsync())).Message.ShouldContain(Segments()[0]);
        Storage.FailFlush = false;
        Storage.FailSyncFolder = true;
        await Should.ThrowAsync<IOException>(async () => await OpenAsync());
        Storage.FailSyncFolder = false;
        await using var again = await OpenAsync();
        await again.ShouldHoldAsync(2);
    }

    [Fact]
    public async Task One_append_is_one_write_and_one_flush()
    {
        await using var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        Storage.Log.Clear();
        await writer.AppendAsync(10);
        Storage.Log.ShouldBe(["write", "flush"]);
        Storage.Log.Clear();
        await journal.AppendAsync(writer.Head, new JournalBatch(writer.Head, []), None);
        Storage.Log.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_segment_gets_its_name_only_when_its_beginning_is_flushed_and_the_folder_is_flushed_after_it()
    {
        await using var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(size: 3000);
        Storage.Log.Clear();
        await writer.AppendAsync(size: 3000);
        Storage.Log.ShouldBe(["open", "write", "flush", "rename", "sync folder", "open", "write", "flush"]);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    [InlineData("rename")]
    [InlineData("sync folder")]
    public async Task A_segment_that_could_not_be_begun_is_begun_by_the_next_append(string fault)
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(size: 3000);
        Fail(fault, true);
        await Should.ThrowAsync<IOException>(async () => await journal.AppendAsync(writer.Head, writer.Next(1, 3000), None));
        Fail(fault, false);
        // A smaller one would fit the old segment; but the new one's file may be there already.
        await writer.AppendAsync(size: 3000);
        await writer.AppendAsync(size: 3000);
        await CrashAsync(journal);
        await using var again = await OpenAsync();
        Findings.ShouldBeEmpty();
        await again.ShouldHoldAsync(3, size: 3000);
    }

    [Fact]
    public async Task After_a_segment_may_have_been_begun_nothing_goes_to_the_one_before_it()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        Storage.FailSyncFolder = true;
        await Should.ThrowAsync<IOException>(async () => await journal.AppendAsync(writer.Head, writer.Next(1, 5000), None));
        Storage.FailSyncFolder = false;
        await writer.AppendManyAsync(2);
        Segments().Length.ShouldBe(2);
        await CrashAsync(journal);
        await using var again = await OpenAsync();
        await again.ShouldHoldAsync(3);
    }

    [Fact]
    public async Task A_crash_between_a_segments_temporary_file_and_its_name_leaves_nothing()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(size: 3000);
        // A process that dies there deletes nothing.
        (Storage.FailRename, Storage.FailDelete) = (true, true);
        await Should.ThrowAsync<IOException>(async () => await journal.AppendAsync(writer.Head, writer.Next(1, 3000), None));
        await CrashAsync(journal);
        Directory.GetFiles(Folder.Path, "*.new").Length.ShouldBe(1);
        await using var again = await OpenAsync();
        Directory.GetFiles(Folder.Path, "*.new").ShouldBeEmpty();
        await again.ShouldHoldAsync(1, size: 3000);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_marked_as_closed_lets_go_of_its_folder_all_the_same()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendAsync();
        Storage.FailFlush = true;
        await journal.DisposeAsync();
        Findings.ShouldHaveSingleItem().ShouldContain("could not be marked as closed");
        Storage.FailFlush = false;
        await using var again = await OpenAsync();
        await again.ShouldHoldAsync(1);
    }

    private void Fail(string fault, bool fail)
    {
        Storage.FailWriteAfter = fail && fault == "write" ? 5 : null;
        Storage.FailFlush = fail && fault == "flush";
        Storage.FailRename = fail && fault == "rename";
        Storage.FailSyncFolder = fail && fault == "sync folder";
    }
}
