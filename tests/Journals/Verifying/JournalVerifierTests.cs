using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

public sealed class JournalVerifierTests : FileJournalFixture
{
    [Fact]
    public async Task A_running_journal_verifies_beside_its_writer()
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(20, size: 500);
        await journal.SaveSnapshotAsync(new StoredSnapshot(12, "h", default), None);
        await journal.SaveCursorAsync(11, None);
        var told = new List<JournalProgress>();
        var report = await JournalVerifier.VerifyAsync(Folder.Path, new Told(told), None);
        report.IsSound.ShouldBeTrue();
        (report.Records, report.LastSequence, report.Cursor, report.Problem).ShouldBe((20, 20, 11, null));
        report.Bytes.ShouldBe(Segments().Sum(path => new FileInfo(path).Length));
        report.Segments.Select(segment => segment.File).ShouldBe(Segments());
        report.Segments.ShouldAllBe(segment => segment.State == SegmentState.Ok && segment.Offset == null);
        report.Segments[1].FirstSequence.ShouldBe(report.Segments[0].LastSequence + 1);
        report.Snapshots.ShouldHaveSingleItem().ShouldBe(new SnapshotReport(report.Snapshots[0].File, 12, true));
        told[^1].BytesDone.ShouldBe(report.Bytes);
        told[^1].BytesTotal.ShouldBe(report.Bytes);
    }

    [Fact]
    public async Task A_torn_tail_is_sound_and_reported_with_its_offset_and_not_cut()
    {
        var (segment, length) = await WrittenAsync();
        using (var file = File.OpenWrite(segment)) file.SetLength(length - 3);
        var report = await JournalVerifier.VerifyAsync(Folder.Path, null, None);
        report.IsSound.ShouldBeTrue();
        report.Segments[^1].State.ShouldBe(SegmentState.Torn);
        report.Segments[^1].LastSequence.ShouldBe(19);
        report.Segments[^1].Offset.ShouldNotBeNull();
        new FileInfo(segment).Length.ShouldBe(length - 3);
    }

    [Fact]
    public async Task Damage_is_reported_for_every_segment_that_has_it()
    {
        await WrittenAsync();
        Segments().Length.ShouldBeGreaterThan(3);
        foreach (var path in Segments()[..2]) Spoil(path, 700);
        var report = await JournalVerifier.VerifyAsync(Folder.Path, null, None);
        report.IsSound.ShouldBeFalse();
        report.Segments.Select(segment => segment.State)
            .ShouldBe([SegmentState.Damaged, SegmentState.Damaged, .. Segments()[2..].Select(_ => SegmentState.Ok)]);
        report.Segments[0].Offset.ShouldNotBeNull();
        report.Segments[0].Problem.ShouldNotBeNull();
        report.Segments[0].Records.ShouldBe(1);
    }

    [Fact]
    public async Task Missing_records_and_damaged_snapshots_are_reported()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(20, size: 500);
        await journal.SaveSnapshotAsync(new StoredSnapshot(20, "h", default), None);
        await CrashAsync(journal);
        Spoil(Directory.GetFiles(Folder.Path, "*.snapshot")[0], 40);
        var report = await JournalVerifier.VerifyAsync(Folder.Path, null, None);
        report.Snapshots.ShouldHaveSingleItem().IsSound.ShouldBeFalse();
        report.IsSound.ShouldBeTrue("everything from the first record on is there");
        File.Delete(Segments()[^1]);
        report = await JournalVerifier.VerifyAsync(Folder.Path, null, None);
        report.Problem.ShouldNotBeNull().ShouldContain("snapshot");
        report.IsSound.ShouldBeFalse();
    }

    [Fact]
    public async Task An_empty_folder_is_sound_and_a_missing_one_is_refused()
    {
        var report = await JournalVerifier.VerifyAsync(Folder.Path, null, None);
        report.IsSound.ShouldBeTrue();
        (report.Records, report.LastSequence).ShouldBe((0, 0));
        await Should.ThrowAsync<DirectoryNotFoundException>(async () => await JournalVerifier.VerifyAsync(Folder["none"], null, None));
    }

    private static void Spoil(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private async Task<(string Segment, long Length)> WrittenAsync()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(20, size: 500);
        await CrashAsync(journal);
        return (Segments()[^1], new FileInfo(Segments()[^1]).Length);
    }

    private sealed class Told(List<JournalProgress> list) : IProgress<JournalProgress>
    {
        public void Report(JournalProgress value) => list.Add(value);
    }
}
