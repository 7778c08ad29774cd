using AcdRouter.Testing;

namespace AcdRouter.Journals.Tests;

/// <summary>What a crash in the middle of an append may leave, and that it is told from damage.</summary>
public sealed class TornTailTests : FileJournalFixture
{
    [Fact, Accepts("I10")]
    public async Task I10_a_tail_cut_at_every_byte_of_the_last_batch_is_cut_and_all_before_it_stays()
    {
        var (journal, good) = await WithUnfinishedAsync();
        var whole = File.ReadAllBytes(Segments()[0]);
        await CrashAsync(journal);
        for (var length = good; length < whole.Length; length++)
        {
            await ShouldBeCutAsync(whole[..length], good);
        }
    }

    [Fact, Accepts("I10")]
    public async Task I10_pages_of_the_last_batch_that_never_reached_the_disk_are_cut()
    {
        var (journal, good) = await WithUnfinishedAsync();
        var whole = File.ReadAllBytes(Segments()[0]);
        await CrashAsync(journal);
        await ShouldBeCutAsync([.. whole[..good], .. new byte[whole.Length - good]], good);
        await ShouldBeCutAsync([.. whole[..good], .. new byte[64 * 1024]], good);
        for (var zero = good; zero < whole.Length; zero += 16)
        {
            var spoiled = whole.ToArray();
            spoiled.AsSpan(zero, Math.Min(16, whole.Length - zero)).Clear();
            if (spoiled.AsSpan().SequenceEqual(whole)) continue;
            await ShouldBeCutAsync(spoiled, good);
        }
    }

    [Fact, Accepts("I7")]
    public async Task I7_what_was_not_flushed_is_there_whole_or_not_at_all()
    {
        var random = new Random(20260301);
        for (var round = 0; round < 60; round++)
        {
            using var folder = new TempFolder();
            var journal = await OpenAsync(folder.Path);
            var writer = await JournalWriter.OnAsync(journal);
            await writer.AppendManyAsync(random.Next(1, 20), count: random.Next(1, 4));
            var unfinished = writer.Next(3);
            Storage.FailFlush = true;
            await Should.ThrowAsync<IOException>(async () => await journal.AppendAsync(writer.Head, unfinished, None));
            Storage.FailFlush = false;
            await CrashAsync(journal, bytes => (round % 3) switch
            {
                0 => bytes,
                1 => bytes[..random.Next(bytes.Length)],
                _ => Spoil(bytes, random),
            });
            await using var again = await OpenAsync(folder.Path);
            var through = round % 3 == 0 ? unfinished.Head.Sequence : writer.Head.Sequence;
            await again.ShouldHoldAsync(through);
        }
    }

    [Fact]
    public async Task A_journal_goes_on_after_its_tail_was_cut()
    {
        var (journal, good) = await WithUnfinishedAsync();
        var whole = File.ReadAllBytes(Segments()[0]);
        await CrashAsync(journal);
        File.WriteAllBytes(Segments()[0], whole[..(good + 30)]);
        await using (var again = await OpenAsync())
        {
            Findings.ShouldHaveSingleItem().ShouldContain($"{Segments()[0]} was cut at {good}");
            var writer = await JournalWriter.OnAsync(again);
            await writer.AppendManyAsync(3);
        }
        Findings.Clear();
        await using var third = await OpenAsync();
        Findings.ShouldBeEmpty();
        await third.ShouldHoldAsync(8);
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_tail_lost_behind_the_cursor_or_a_snapshot_is_damage_and_no_crash()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(4);
        var good = new FileInfo(Segments()[0]).Length;
        await writer.AppendAsync();
        await journal.SaveCursorAsync(5, None);
        using var withCursor = Folder.Copy();
        await journal.SaveSnapshotAsync(new Processes.StoredSnapshot(5, "h", default), None);
        await CrashAsync(journal);
        using var withSnapshot = Folder.Copy();
        File.Delete(withSnapshot[CursorFile.Name]);
        foreach (var folder in new[] { withCursor, withSnapshot })
        {
            var segment = Segments(folder.Path)[0];
            await using (var file = File.OpenWrite(segment)) file.SetLength(good + 10);
            await ShouldBeDamagedAsync(folder.Path, segment, good);
        }
    }

    [Fact, Refuses("I10")]
    public async Task I10_damage_to_the_last_batch_of_a_journal_closed_in_order_is_damage()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(4);
        var good = new FileInfo(Segments()[0]).Length;
        await writer.AppendAsync();
        await journal.DisposeAsync();
        var bytes = File.ReadAllBytes(Segments()[0]);
        bytes[good + 80] ^= 1;
        File.WriteAllBytes(Segments()[0], bytes);
        await ShouldBeDamagedAsync(Folder.Path, Segments()[0], good);
    }

    private static byte[] Spoil(byte[] bytes, Random random)
    {
        var spoiled = bytes.ToArray();
        spoiled[random.Next(spoiled.Length)] ^= (byte)random.Next(1, 256);
        return spoiled;
    }

    /// <summary>A journal of five records in one segment, and a sixth append of three whose bytes are in the file.</summary>
    private async Task<(FileJournal Journal, int Good)> WithUnfinishedAsync()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(5);
        var good = (int)new FileInfo(Segments()[0]).Length;
        await writer.AppendAsync(3);
        return (journal, good);
    }

    private async Task ShouldBeCutAsync(byte[] content, int good)
    {
        File.WriteAllBytes(Segments()[0], content);
        var journal = await OpenAsync();
        await journal.ShouldHoldAsync(5);
        Findings.Count.ShouldBe(content.Length == good ? 0 : 1);
        await CrashAsync(journal);
        new FileInfo(Segments()[0]).Length.ShouldBe(good);
    }
}
