using System.Buffers;
using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// Writes records as JSON objects and reads them back:
/// <c>{"seq","at","epoch","site"?,"cmd"?,"fp"?,"corr"?,"sent"?,"refused"?,"made"?,"events":[{"type","data"}]}</c>.
/// </summary>
public sealed class RecordCodec(ProcessLayout layout)
{
    /// <summary>Writes one record.</summary>
    public void Write(JournalRecord record, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("seq"u8, record.Sequence);
        writer.WriteNumber("at"u8, record.At.Milliseconds);
        writer.WriteNumber("epoch"u8, record.Epoch);
        if (record.Site is { } site) writer.WriteString("site"u8, site.Value);
        if (record.Outcome is { } outcome) OutcomeJson.WriteMembers(writer, outcome);
        writer.WriteStartArray("events"u8);
        foreach (var each in record.Events)
        {
            var (_, entry) = layout.Find(each);
            writer.WriteStartObject();
            writer.WriteString("type"u8, entry.Name);
            writer.WritePropertyName("data"u8);
            JsonSerializer.Serialize(writer, each, entry.Json);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes records one after the other and hands out each one's bytes, valid until the buffer is cleared.</summary>
    public IReadOnlyList<StoredRecord> Write(IReadOnlyList<JournalRecord> records, ArrayBufferWriter<byte> buffer)
    {
        var ends = new int[records.Count];
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            for (var i = 0; i < records.Count; i++)
            {
                Write(records[i], writer);
                writer.Flush();
                ends[i] = buffer.WrittenCount;
                writer.Reset();
            }
        }
        var stored = new StoredRecord[records.Count];
        for (var i = 0; i < stored.Length; i++)
        {
            var start = i == 0 ? 0 : ends[i - 1];
            stored[i] = new StoredRecord(records[i].Sequence, buffer.WrittenMemory[start..ends[i]]);
        }
        return stored;
    }

    /// <summary>Reads one record.</summary>
    /// <exception cref="JournalDamagedException">The bytes are no record, or hold an event that this build does not know.</exception>
    public JournalRecord Read(StoredRecord stored)
    {
        JournalRecord record;
        try
        {
            record = Read(stored.Payload.Span);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new JournalDamagedException($"Record {stored.Sequence} cannot be read: {e.Message}", e);
        }
        return record.Sequence == stored.Sequence
            ? record
            : throw new JournalDamagedException($"Record {stored.Sequence} says that it is record {record.Sequence}.");
    }

    private JournalRecord Read(ReadOnlySpan<byte> payload)
    {
        using var document = JsonDocument.Parse(payload.ToArray());
        var root = document.RootElement;
        var events = new List<IJournalEvent>(root.GetProperty("events"u8).GetArrayLength());
        foreach (var each in root.GetProperty("events"u8).EnumerateArray())
        {
            var (_, entry) = layout.Find(each.GetProperty("type"u8).GetString()!);
            events.Add((IJournalEvent?)each.GetProperty("data"u8).Deserialize(entry.Json) ?? throw new JsonException($"{entry.Name} has no data."));
        }
        return new JournalRecord(
            root.GetProperty("seq"u8).GetInt64(),
            new Instant(root.GetProperty("at"u8).GetInt64()),
            root.GetProperty("epoch"u8).GetInt64(),
            root.TryGetProperty("site"u8, out var site) ? new SiteId(site.GetString()!) : null,
            OutcomeJson.ReadMembers(root),
            events);
    }
}
