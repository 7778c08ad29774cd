using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Journals.Tests;

/// <summary>Damage where cutting would lose answered commands is refused, naming file and offset.</summary>
public sealed class DamageTests : FileJournalFixture
{
    [Fact, Refuses("I10")]
    public async Task I10_a_bit_flipped_anywhere_before_the_last_batch_is_refused_with_file_and_offset()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        var starts = new List<long> { 0 };
        for (var each = 0; each < 4; each++)
        {
            starts.Add(new FileInfo(Segments()[0]).Length);
            await writer.AppendAsync(2);
        }
        await CrashAsync(journal);
        var segment = Segments()[0];
        var whole = File.ReadAllBytes(segment);
        for (var at = 0; at < starts[^1]; at++)
        {
            var spoiled = whole.ToArray();
            spoiled[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(segment, spoiled);
            var frame = starts.Last(start => start <= at);
            await ShouldBeDamagedAsync(Folder.Path, segment, frame);
        }
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_bad_end_of_a_segment_that_another_follows_is_damage()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(20, size: 500);
        await CrashAsync(journal);
        var first = Segments()[0];
        Segments().Length.ShouldBeGreaterThan(2);
        await using (var file = File.OpenWrite(first)) file.SetLength(file.Length - 1);
        await ShouldBeDamagedAsync(Folder.Path, first);
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_missing_segment_is_damage()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(20, size: 500);
        await journal.SaveCursorAsync(20, None);
        await journal.DisposeAsync();
        var segments = Segments();
        using (var copy = Folder.Copy())
        {
            File.Delete(copy[Path.GetFileName(segments[1])]);
            await ShouldBeDamagedAsync(copy.Path, copy[Path.GetFileName(segments[2])], 0);
        }
        using (var copy = Folder.Copy())
        {
            File.Delete(copy[Path.GetFileName(segments[^1])]);
            await ShouldBeDamagedAsync(copy.Path, copy[Path.GetFileName(segments[^2])]);
        }
        foreach (var segment in segments) File.Delete(segment);
        await ShouldBeDamagedAsync(Folder.Path, Folder.Path);
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_segment_exchanged_for_one_of_another_history_is_damage()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(20, size: 500);
        await journal.DisposeAsync();
        using var other = new TempFolder();
        await using (var foreign = await OpenAsync(other.Path))
        {
            var writer = await JournalWriter.OnAsync(foreign);
            var claim = writer.Next(1, size: 500, epoch: 2);
            await foreign.AppendAsync(writer.Head, claim, None);
            await new JournalWriter(foreign, claim.Head).AppendManyAsync(19, size: 500);
        }
        var name = Path.GetFileName(Segments()[0]);
        File.Copy(other[name], Folder[name], overwrite: true);
        await ShouldBeDamagedAsync(Folder.Path, Segments()[1], 0);
    }

    [Fact]
    public async Task Damage_that_comes_after_opening_is_seen_when_it_is_read()
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(20, size: 500);
        var bytes = File.ReadAllBytes(Segments()[1]);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(Segments()[1], bytes);
        var refusal = await Should.ThrowAsync<JournalDamagedException>(async () => await journal.ListAsync());
        refusal.Message.ShouldContain(Segments()[1] + " at ");
    }

    [Fact]
    public async Task Nothing_is_changed_in_a_folder_that_is_refused()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(20, size: 500);
        await journal.DisposeAsync();
        var bytes = File.ReadAllBytes(Segments()[0]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Segments()[0], bytes);
        var before = Segments().Select(File.ReadAllBytes).ToArray();
        await ShouldBeDamagedAsync(Folder.Path, Segments()[0]);
        Segments().Select(File.ReadAllBytes).ShouldBe(before);
        await ShouldBeDamagedAsync(Folder.Path, Segments()[0]);
    }
}
