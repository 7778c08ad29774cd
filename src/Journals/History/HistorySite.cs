using System.Globalization;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>One site's months, each in a file named <c>2026-03.history</c> in the site's own folder.</summary>
internal sealed class HistorySite
{
    public const string Suffix = ".history";

    private const string MonthFormat = "yyyy-MM";

    private readonly IStorage storage;
    private readonly SiteId site;
    private readonly string folder;
    private readonly SortedDictionary<string, HistoryMonth> months = new(StringComparer.Ordinal);

    private HistorySite(IStorage storage, SiteId site, string folder)
    {
        this.storage = storage;
        this.site = site;
        this.folder = folder;
    }

    /// <summary>A site without history yet; its folder is durable on return.</summary>
    public static HistorySite Create(IStorage storage, SiteId site, string folder)
    {
        DurableFolder.Create(storage, folder);
        return new HistorySite(storage, site, folder);
    }

    /// <summary>Opens every month of a site.</summary>
    public static HistorySite Open(
        IStorage storage, SiteId site, string folder, Action<string>? onFinding, CancellationToken cancellationToken)
    {
        WholeFile.RemoveLeftovers(storage, folder);
        var opened = new HistorySite(storage, site, folder);
        foreach (var path in Directory.GetFiles(folder, "*" + Suffix))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!DateOnly.TryParseExact(name, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) continue;
            opened.months.Add(name, HistoryMonth.Open(storage, site, path, onFinding, cancellationToken));
        }
        return opened;
    }

    /// <summary>Writes what is new; a known event id changes nothing.</summary>
    public void Write(IEnumerable<HistoryRecord> records)
    {
        var seen = new HashSet<UInt128>();
        var fresh = records.Where(record =>
        {
            var key = HistoryIndex.Key(record.EventId);
            return seen.Add(key) && !months.Values.Any(month => month.Index.Holds(key));
        });
        foreach (var group in fresh.GroupBy(record => MonthOf(record.EndedAt)).ToArray())
        {
            if (!months.TryGetValue(group.Key, out var month))
            {
                month = HistoryMonth.Create(storage, site, Path.Combine(folder, group.Key + Suffix));
                months.Add(group.Key, month);
            }
            month.Append([.. group.Select(record => new HistoryItem(record))]);
        }
    }

    public HistoryRecord? Find(HistoryKind kind, Guid id)
    {
        foreach (var month in months.Values.Reverse())
        {
            if (month.Index.TryFind((byte)kind, id, out var entry)) return month.Read(entry).Record;
        }
        return null;
    }

    /// <summary>The records of a kind that ended in the span, newest first, by when they ended and event.</summary>
    public List<(long EndedAt, UInt128 Event)> Select(HistoryKind kind, Instant from, Instant to, int limit)
    {
        var found = new List<(long EndedAt, UInt128 Event)>();
        foreach (var (name, month) in months.Reverse())
        {
            if (found.Count >= limit || string.CompareOrdinal(name, MonthOf(from)) < 0) break;
            var inMonth = month.Index.Entries
                .Where(entry => entry.Kind == (byte)kind && !entry.Removed && entry.EndedAt >= from.Milliseconds && entry.EndedAt < to.Milliseconds)
                .OrderByDescending(entry => entry.EndedAt)
                .ThenByDescending(entry => entry.Id)
                .Take(limit - found.Count);
            found.AddRange(inMonth.Select(entry => (entry.EndedAt, entry.Event)));
        }
        return found;
    }

    /// <summary>The record of an event; null when it has been removed meanwhile.</summary>
    public HistoryRecord? Read(long endedAt, UInt128 key) =>
        months.TryGetValue(MonthOf(new Instant(endedAt)), out var month) && month.Index.TryFind(key, out var entry)
            ? month.Read(entry).Record
            : null;

    public int RemoveCustomer(
        CustomerId customer, Func<HistoryRecord, CustomerId, HistoryRecord?> redact, CancellationToken cancellationToken)
    {
        var touched = 0;
        foreach (var month in months.Values)
        {
            if (!month.ReadAll(cancellationToken).Any(item => item.Record?.Customers.Contains(customer) == true)) continue;
            var inMonth = 0;
            month.Rewrite(month.ReadAll(cancellationToken).Select(item =>
            {
                if (item.Record is null) return item;
                var redacted = HistoryRedaction.Apply(redact, item.Record, customer);
                if (!ReferenceEquals(redacted, item.Record)) inMonth++;
                return item with { Record = redacted };
            }));
            touched += inMonth;
        }
        return touched;
    }

    public int Forget(Instant endedBefore, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        foreach (var (name, month) in months.ToArray())
        {
            var gone = month.Index.Entries.Count(entry => entry.EndedAt < endedBefore.Milliseconds);
            var records = month.Index.Entries.Count(entry => entry.EndedAt < endedBefore.Milliseconds && !entry.Removed);
            if (gone == 0) continue;
            if (gone == month.Index.Entries.Count)
            {
                storage.Delete(month.Path);
                months.Remove(name);
                storage.SyncFolder(folder);
            }
            else
            {
                month.Rewrite(month.ReadAll(cancellationToken).Where(item => item.EndedAt >= endedBefore));
            }
            forgotten += records;
        }
        return forgotten;
    }

    private static string MonthOf(Instant time) => time.ToDateTimeOffset().UtcDateTime.ToString(MonthFormat, CultureInfo.InvariantCulture);
}
