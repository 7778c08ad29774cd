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
    private const int HashedAtOnce = 256 * 1024;

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
        Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same into a buffer.</summary>
    internal void Save(IBufferWriter<byte> buffer)
    {
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
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

    /// <summary>Reads what <see cref="Save()"/> wrote, in this build or an older one.</summary>
    public static PartitionState Load(ProcessLayout layout, ReadOnlyMemory<byte> saved) => Load(layout, saved, out _);

    /// <summary>Reads what <see cref="Save()"/> wrote, in this build or an older one.</summary>
    /// <param name="layout">Which processes a site has.</param>
    /// <param name="saved">The state as saved.</param>
    /// <param name="format">The form in which it was saved; 0 where the state does not say.</param>
    /// <param name="pace">Rests on the way; null goes through at once.</param>
    /// <exception cref="JournalDamagedException">A newer build saved it.</exception>
    internal static PartitionState Load(ProcessLayout layout, ReadOnlyMemory<byte> saved, out int format, Pace? pace = null)
    {
        // Read as it comes: a document of the whole would take as long as all of it in one go, and as much memory again.
        var reader = new Utf8JsonReader(saved.Span);
        var state = new PartitionState(layout);
        (int? level, long? sequence, long? at, long? epoch, string? owner, string? origin) = (null, null, null, null, null, null);
        var hasSites = false;
        format = 0;
        reader.ReadStart(JsonTokenType.StartObject);
        while (reader.ReadProperty())
        {
            if (reader.ValueTextEquals("format"u8)) format = KnownFormat(reader.ReadInt32());
            else if (reader.ValueTextEquals("level"u8)) level = KnownLevel(reader.ReadInt32());
            else if (reader.ValueTextEquals("sequence"u8)) sequence = reader.ReadInt64();
            else if (reader.ValueTextEquals("at"u8)) at = reader.ReadInt64();
            else if (reader.ValueTextEquals("epoch"u8)) epoch = reader.ReadInt64();
            else if (reader.ValueTextEquals("owner"u8)) owner = reader.ReadText();
            else if (reader.ValueTextEquals("origin"u8)) origin = reader.ReadText();
            else if (reader.ValueTextEquals("sites"u8)) hasSites = state.LoadSites(ref reader, pace);
            else reader.SkipValue();
        }
        if (reader.Read()) throw new JsonException("Something follows the state.");
        if (!hasSites || level is null) throw new JsonException("The state has no level or no sites.");
        state.Sequence = sequence ?? throw new JsonException("The state has no sequence.");
        state.At = new Instant(at ?? throw new JsonException("The state has no time."));
        state.Epoch = epoch ?? throw new JsonException("The state has no epoch.");
        state.Owner = owner ?? throw new JsonException("The state has no owner.");
        state.Origin = origin ?? throw new JsonException("The state has no origin.");
        return state;
    }

    // Both are written first: what a newer build writes after them may be anything.
    private static int KnownFormat(int format) => format <= KernelLimits.StateFormat
        ? format
        : throw new JournalDamagedException(
            $"The snapshot is of state format {format}; this build knows format {KernelLimits.StateFormat}. Start the newer build.");

    private static int KnownLevel(int level) => level <= KernelLimits.JournalLevel
        ? level
        : throw new JournalDamagedException($"The snapshot is at level {level}; this build knows level {KernelLimits.JournalLevel}.");

    private bool LoadSites(ref Utf8JsonReader reader, Pace? pace)
    {
        reader.ReadStart(JsonTokenType.StartArray);
        while (reader.ReadElement())
        {
            if (!reader.ReadProperty() || !reader.ValueTextEquals("site"u8)) throw new JsonException("A site does not begin with its name.");
            FindOrAdd(new SiteId(reader.ReadText())).Load(ref reader, pace);
        }
        return true;
    }

    /// <summary>Hash of saved bytes: SHA-256 in lower-case hex.</summary>
    public static string HashOf(ReadOnlySpan<byte> saved) => HashOf(saved, pace: null);

    /// <summary>The same, with rests on the way.</summary>
    internal static string HashOf(ReadOnlySpan<byte> saved, Pace? pace)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var rest = saved; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, HashedAtOnce)..])
        {
            hash.AppendData(rest[..Math.Min(rest.Length, HashedAtOnce)]);
            pace?.Rest();
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Hash of the state as it is.</summary>
    public string Hash() => Hash(pace: null);

    /// <summary>The same, with rests on the way.</summary>
    internal string Hash(Pace? pace)
    {
        using var hashing = new HashingBuffer();
        Save(pace is null ? hashing : new PacedBuffer(hashing, pace));
        return hashing.Finish();
    }

    /// <summary>Throws when any process breaks an invariant.</summary>
    public void AssertInvariants() => AssertInvariants(pace: null);

    /// <summary>The same, with rests on the way.</summary>
    internal void AssertInvariants(Pace? pace)
    {
        foreach (var process in sites.Values.SelectMany(site => site.Processes))
        {
            process.AssertInvariants();
            pace?.Rest();
        }
    }
}
