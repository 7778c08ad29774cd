using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// What a partition's journal adds up to. Changed by records only; the same records, or a snapshot and the records after it,
/// give the same bytes and so the same hash on any machine.
/// </summary>
public sealed class PartitionState
{
    private readonly ProcessLayout layout;
    private readonly SortedDictionary<SiteId, SiteState> sites = [];

    /// <summary>The state before the first record.</summary>
    public PartitionState(ProcessLayout layout) => this.layout = layout;

    /// <summary>The last record applied.</summary>
    public long Sequence { get; private set; }

    /// <summary>Its time.</summary>
    public Instant At { get; private set; } = Instant.MinValue;

    /// <summary>The epoch of the last claim.</summary>
    public long Epoch { get; private set; }

    /// <summary>Who claimed last.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>Who claimed first: names this history apart from every other, in the ids of its messages.</summary>
    public string Origin { get; private set; } = "";

    internal IReadOnlyDictionary<SiteId, SiteState> Sites => sites;

    /// <summary>The sites of the partition, by id.</summary>
    public IEnumerable<SiteId> SiteIds => sites.Keys;

    /// <summary>Applies a record from the journal.</summary>
    public void Apply(JournalRecord record)
    {
        if (record.Sequence != Sequence + 1)
            throw new JournalDamagedException($"Record {record.Sequence} follows record {Sequence}: records are missing.");
        var stamp = record.Stamp;
        foreach (var each in record.Events) ApplyEvent(record.Site, each, stamp);
        if (record.Epoch != Epoch)
            throw new JournalDamagedException($"Record {record.Sequence} is of epoch {record.Epoch} but follows the claim of epoch {Epoch}.");
        End(record);
    }

    /// <summary>Applies one event of the record being decided.</summary>
    internal void ApplyEvent(SiteId? site, IJournalEvent journalEvent, in Stamp stamp)
    {
        if (site is { } id)
        {
            FindOrAdd(id).Apply(journalEvent, stamp);
            return;
        }
        if (journalEvent is Claimed claimed)
        {
            if (claimed.Level > KernelLimits.JournalLevel)
            {
                throw new JournalDamagedException(
                    $"The journal is at level {claimed.Level}; this build knows level {KernelLimits.JournalLevel}. Start the newer build.");
            }
            Epoch = Math.Max(Epoch + 1, claimed.Epoch);
            Owner = claimed.Owner;
            if (Origin.Length == 0) Origin = claimed.Owner;
            return;
        }
        foreach (var each in sites.Values) each.Apply(journalEvent, stamp);
    }

    /// <summary>Ends a record whose events are applied.</summary>
    internal void End(JournalRecord record)
    {
        if (record is { Site: { } site, Outcome: { } outcome }) FindOrAdd(site).Outcomes.Remember(outcome, record.Stamp);
        Sequence = record.Sequence;
        At = record.At;
    }

    internal SiteState? Find(SiteId site) => sites.GetValueOrDefault(site);

    internal SiteState FindOrAdd(SiteId site)
    {
        if (!sites.TryGetValue(site, out var state)) sites.Add(site, state = new SiteState(site, layout));
        return state;
    }

    internal void Remove(SiteId site) => sites.Remove(site);

    /// <summary>The state as JSON, every collection in a defined order.</summary>
    public byte[] Save()
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format"u8, KernelLimits.StateFormat);
            writer.WriteNumber("level"u8, KernelLimits.JournalLevel);
            writer.WriteNumber("sequence"u8, Sequence);
            writer.WriteNumber("at"u8, At.Milliseconds);
            writer.WriteNumber("epoch"u8, Epoch);
            writer.WriteString("owner"u8, Owner);
            writer.WriteString("origin"u8, Origin);
            writer.WriteStartArray("sites"u8);
            foreach (var site in sites.Values) site.Save(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Save"/> wrote, in this build or an older one.</summary>
    public static PartitionState Load(ProcessLayout layout, ReadOnlyMemory<byte> saved) => Load(layout, saved, out _);

    /// <summary>Reads what <see cref="Save"/> wrote, in this build or an older one.</summary>
    /// <param name="layout">Which processes a site has.</param>
    /// <param name="saved">The state as saved.</param>
    /// <param name="format">The form in which it was saved; 0 where the state does not say.</param>
    /// <exception cref="JournalDamagedException">A newer build saved it.</exception>
    internal static PartitionState Load(ProcessLayout layout, ReadOnlyMemory<byte> saved, out int format)
    {
        using var document = JsonDocument.Parse(saved);
        var root = document.RootElement;
        format = root.TryGetProperty("format"u8, out var number) ? number.GetInt32() : 0;
        if (format > KernelLimits.StateFormat)
        {
            throw new JournalDamagedException(
                $"The snapshot is of state format {format}; this build knows format {KernelLimits.StateFormat}. Start the newer build.");
        }
        var level = root.GetProperty("level"u8).GetInt32();
        if (level > KernelLimits.JournalLevel)
            throw new JournalDamagedException($"The snapshot is at level {level}; this build knows level {KernelLimits.JournalLevel}.");
        var state = new PartitionState(layout)
        {
            Sequence = root.GetProperty("sequence"u8).GetInt64(),
            At = new Instant(root.GetProperty("at"u8).GetInt64()),
            Epoch = root.GetProperty("epoch"u8).GetInt64(),
            Owner = root.GetProperty("owner"u8).GetString()!,
            Origin = root.GetProperty("origin"u8).GetString()!,
        };
        foreach (var site in root.GetProperty("sites"u8).EnumerateArray())
        {
            state.FindOrAdd(new SiteId(site.GetProperty("site"u8).GetString()!)).Load(site);
        }
        return state;
    }

    /// <summary>Hash of saved bytes: SHA-256 in lower-case hex.</summary>
    public static string HashOf(ReadOnlySpan<byte> saved) => Convert.ToHexStringLower(SHA256.HashData(saved));

    /// <summary>Hash of the state as it is.</summary>
    public string Hash() => HashOf(Save());

    /// <summary>Throws when any process breaks an invariant.</summary>
    public void AssertInvariants()
    {
        foreach (var site in sites.Values)
        {
            foreach (var process in site.Processes) process.AssertInvariants();
        }
    }
}
