using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>What is trimmed was archived before, in files that verify and export as a journal's do.</summary>
public sealed class RedisArchiveTests : RedisServerTest
{
    private readonly ManualTimeProvider time = new();
    private RedisStore store = null!;
    private RedisJournal journal = null!;
    private JournalWriter writer = null!;

    private string Archive => Folder["archive"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await ReopenAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact, Accepts("S14")]
    public async Task S14_trimmed_records_are_in_the_archive_whole_with_the_batches_that_wrote_them()
    {
        var first = await writer.AppendAsync(3);
        await writer.AppendManyAsync(10, count: 2, size: 500);
        await TrimAsync(23);
        await writer.AppendManyAsync(5);
        await TrimAsync(28);

        var run = await RunAsync(1);
        run.Segments.Select(segment => (segment.FirstSequence, segment.LastSequence)).ShouldBe([(1, 23), (24, 28)]);
        var lines = await ExportAsync("from-0000000000000000001");
        lines.Count.ShouldBe(28);
        lines[2].ShouldStartWith($"{{\"sequence\":3,\"epoch\":1,\"owner\":\"writer-1\",\"batch\":\"{first.Head.Batch}\",\"record\":{{\"n\":3,");
        await journal.ShouldHoldAsync(28, after: 28);
    }

    [Fact]
    public async Task A_batch_is_archived_and_trimmed_whole_or_not_yet()
    {
        await writer.AppendManyAsync(4, count: 5);
        await TrimAsync(13);
        (await RunAsync(1)).Segments.ShouldHaveSingleItem().LastSequence.ShouldBe(10);
        await journal.ShouldHoldAsync(20, after: 10);
        await TrimAsync(20);
        (await RunAsync(1)).Segments[^1].LastSequence.ShouldBe(20);
    }

    [Fact]
    public async Task What_was_archived_before_a_crash_is_not_archived_twice()
    {
        await writer.AppendManyAsync(6);
        // As a crash between the two would leave it: archived, and then not trimmed.
        await journal.SaveSnapshotAsync(new StoredSnapshot(4, "h", default), None);
        await journal.SaveCursorAsync(4, None);
        var before = await journal.ListAsync();
        await journal.TrimAsync(4, None);
        await RedisTool.SayAsync(Server.Address, "DEL", "acd:{p0}:records");
        foreach (var record in before)
        {
            await RedisTool.SayAsync(
                Server.Address, "XADD", "acd:{p0}:records", $"{record.Sequence}-0", "r", record.Payload.ToArray(), "b", $"1 {Guid.NewGuid():N} writer-1");
        }
        await TrimAsync(6);
        (await RunAsync(1)).Segments.Select(segment => (segment.FirstSequence, segment.LastSequence)).ShouldBe([(1, 4), (5, 6)]);
    }

    [Fact]
    public async Task Records_that_another_machine_archived_begin_another_folder_and_each_is_without_gaps()
    {
        await writer.AppendManyAsync(4);
        await TrimAsync(4);
        await writer.AppendManyAsync(4);
        await using (var elsewhere = await ConnectAsync())
        {
            await using var other = elsewhere.OpenJournal(0);
            await other.SaveSnapshotAsync(new StoredSnapshot(6, "h", default), None);
            await other.SaveCursorAsync(6, None);
            await other.TrimAsync(6, None);
        }
        await TrimAsync(8);
        (await RunAsync(1)).Segments.ShouldHaveSingleItem().LastSequence.ShouldBe(4);
        (await RunAsync(7)).Segments.ShouldHaveSingleItem().LastSequence.ShouldBe(8);
    }

    [Fact, Refuses("S14")]
    public async Task S14_archived_records_are_deleted_when_their_days_are_over()
    {
        await writer.AppendManyAsync(4);
        await TrimAsync(4);
        time.Advance(TimeSpan.FromDays(40));
        await writer.AppendManyAsync(4);
        await TrimAsync(8);
        Directory.EnumerateFiles(Archive, "*.segment", SearchOption.AllDirectories).ShouldHaveSingleItem().ShouldContain("0000000000000000005");
    }

    [Fact]
    public async Task Without_an_archive_that_can_be_written_nothing_is_trimmed()
    {
        await writer.AppendManyAsync(4);
        await File.WriteAllTextAsync(Archive, "in the way", None);
        await Should.ThrowAsync<IOException>(() => TrimAsync(4));
        await journal.ShouldHoldAsync(4);
    }

    private async Task ReopenAsync()
    {
        store = await RedisStore.ConnectAsync(
            new RedisStoreOptions { Address = RedisAddress.Parse(Server.Address), Archive = Archive, Time = time }, None);
        journal = store.OpenJournal(0);
        writer = await JournalWriter.OnAsync(journal);
    }

    private async Task TrimAsync(long through)
    {
        await journal.SaveSnapshotAsync(new StoredSnapshot(through, "h", default), None);
        await journal.SaveCursorAsync(through, None);
        await journal.TrimAsync(through, None);
    }

    private async Task<JournalReport> RunAsync(long from)
    {
        var report = await JournalVerifier.VerifyAsync(Path.Combine(Archive, "partition-0", $"from-{from:D19}"), null, None);
        report.Problem.ShouldBeNull();
        report.Segments.ShouldAllBe(segment => segment.State == SegmentState.Ok);
        return report;
    }

    private async Task<List<string>> ExportAsync(string run)
    {
        await using var target = new StringWriter();
        var export = await JournalExporter.ExportAsync(Path.Combine(Archive, "partition-0", run), new JournalExportOptions(), target, null, None);
        export.Gaps.ShouldBeEmpty();
        return [.. target.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
