using System.Text;
using System.Text.Json;
using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

public sealed class JournalExporterTests : FileJournalFixture
{
    [Fact]
    public async Task Every_record_is_one_line_with_its_sequence_epoch_owner_and_batch()
    {
        await using var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(10, count: 2, size: 500);
        var (lines, export) = await ExportAsync(new JournalExportOptions());
        export.Records.ShouldBe(20);
        export.Gaps.ShouldBeEmpty();
        lines.Length.ShouldBe(20);
        var last = JsonDocument.Parse(lines[^1]).RootElement;
        last.GetProperty("sequence").GetInt64().ShouldBe(20);
        last.GetProperty("epoch").GetInt64().ShouldBe(1);
        last.GetProperty("owner").GetString().ShouldBe("writer-1");
        last.GetProperty("batch").GetGuid().ShouldBe(writer.Head.Batch);
        last.GetProperty("record").GetProperty("n").GetInt64().ShouldBe(20);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 12)]
    [InlineData(20, 99)]
    [InlineData(21, 99)]
    public async Task A_span_is_exported_from_its_first_through_its_last_record(long from, long through)
    {
        await using var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(10, count: 2, size: 500);
        var (lines, export) = await ExportAsync(new JournalExportOptions { From = from, Through = through });
        var sequences = lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sequence").GetInt64());
        sequences.ShouldBe(Enumerable.Range(1, 20).Select(each => (long)each).Where(each => each >= from && each <= through));
        export.Gaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_journal_is_exported_around_the_damage_and_the_gap_is_named()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(20, size: 500);
        await journal.DisposeAsync();
        var bytes = File.ReadAllBytes(Segments()[0]);
        bytes[700] ^= 1;
        File.WriteAllBytes(Segments()[0], bytes);
        var (lines, export) = await ExportAsync(new JournalExportOptions());
        lines.Length.ShouldBe(19);
        var gap = export.Gaps.ShouldHaveSingleItem();
        (gap.File, gap.AfterSequence, gap.NextSequence).ShouldBe((Segments()[0], 1, 3));
        gap.Offset.ShouldBeInRange(1, 700);
    }

    [Fact]
    public async Task A_payload_of_several_lines_makes_one_and_one_that_is_no_json_is_kept_in_base64()
    {
        await using var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        var batch = writer.Next(2);
        var odd = new[] { new StoredRecord(1, Encoding.UTF8.GetBytes("{\n  \"ü\": 1\n}")), new StoredRecord(2, new byte[] { 1, 2, 3 }) };
        await journal.AppendAsync(writer.Head, batch with { Records = odd }, None);
        var (lines, _) = await ExportAsync(new JournalExportOptions());
        JsonDocument.Parse(lines[0]).RootElement.GetProperty("record").GetProperty("ü").GetInt32().ShouldBe(1);
        JsonDocument.Parse(lines[1]).RootElement.GetProperty("payload").GetBytesFromBase64().ShouldBe([1, 2, 3]);
    }

    private async Task<(string[] Lines, JournalExport Export)> ExportAsync(JournalExportOptions options)
    {
        using var target = new StringWriter { NewLine = "\n" };
        var export = await JournalExporter.ExportAsync(Folder.Path, options, target, null, None);
        return (target.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), export);
    }
}
