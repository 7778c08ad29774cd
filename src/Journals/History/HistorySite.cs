using System.Globalization;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>
/// One site's months, each in a file named <c>2026-03.history</c> in the site's own folder. Operations take turns; what rewrites files
/// reads and writes beside the turns of others, so that a long removal holds up no write, and so no site's news.
/// </summary>
internal sealed class HistorySite : IAsyncDisposable
{
    public const string Suffix = ".history";

    private const string MonthFormat = "yyyy-MM";

    private readonly IStorage storage;
    private readonly SiteId site;
    private readonly string folder;
    private readonly Action<string>? onFinding;
    private readonly SortedDictionary<string, HistoryMonth> months = new(StringComparer.Ordinal);
    private readonly Turns turns;

    // One removal or forgetting at a time: only they put files in the place of others.
    private readonly SemaphoreSlim rewriting = new(1, 1);

    // A name in the folder may have changed without the folder having been flushed, in this process or in one that died.
    private bool mustSync = true;

    private HistorySite(IStorage storage, SiteId site, string folder, Action<string>? onFinding)
    {
        this.storage = storage;
        this.site = site;
        this.folder = folder;
        this.onFinding = onFinding;
        turns = new Turns(this, Close);
    }

    /// <summary>A site without history yet; its folder is durable on return.</summary>
    public static HistorySite Create(IStorage storage, SiteId site, string folder, Action<string>? onFinding)
    {
        DurableFolder.Create(storage, folder);
        // Also where it was there already: a try before this one may have failed to flush it.
        storage.SyncFolder(Path.GetDirectoryName(folder)!);
        return new HistorySite(storage, site, folder, onFinding) { mustSync = false };
    }

    /// <summary>Opens every month of a site.</summary>
    public static HistorySite Open(
        IStorage storage, SiteId site, string folder, Action<string>? onFinding, CancellationToken cancellationToken)
    {
        WholeFile.RemoveLeftovers(storage, folder);
        var opened = new HistorySite(storage, site, folder, onFinding);
        foreach (var path in Directory.GetFiles(folder, "*" + Suffix))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!DateOnly.TryParseExact(name, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) continue;
            opened.months.Add(name, HistoryMonth.Open(storage, site, path, onFinding, cancellationToken));
        }
        return opened;
    }

    /// <summary>Writes what is new; a known event id changes nothing. All of them are durable on return.</summary>
    public Task WriteAsync(IReadOnlyList<HistoryRecord> records, CancellationToken cancellationToken) =>
        turns.TakeAsync(() => Write(records), cancellationToken);

    public Task<HistoryRecord?> FindAsync(HistoryKind kind, Guid id, CancellationToken cancellationToken) =>
        turns.TakeAsync(() => Find(kind, id), cancellationToken);

    /// <summary>The records of a kind that ended in the span, newest first, by when they ended and event.</summary>
    public Task<List<(long EndedAt, UInt128 Event)>> SelectAsync(
        HistoryKind kind, Instant from, Instant to, int limit, CancellationToken cancellationToken) =>
        turns.TakeAsync(() => Select(kind, from, to, limit), cancellationToken);

    /// <summary>The record of an event; null when it has been removed meanwhile.</summary>
    public Task<HistoryRecord?> ReadAsync(long endedAt, UInt128 key, CancellationToken cancellationToken) =>
        turns.TakeAsync(() => Read(endedAt, key), cancellationToken);

    /// <summary>Removes a customer from what is written when it begins.</summary>
    public Task<int> RemoveCustomerAsync(
        CustomerId customer, Func<HistoryRecord, CustomerId, HistoryRecord?> redact, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            var touched = 0;
            foreach (var month in await turns.TakeAsync(() => months.Values.ToArray(), cancellationToken).ConfigureAwait(false))
            {
                var length = await turns.TakeAsync(() => month.Length, cancellationToken).ConfigureAwait(false);
                if (!month.ReadAll(0, length, cancellationToken).Any(item => item.Record?.Customers.Contains(customer) == true)) continue;
                var inMonth = 0;
                HistoryItem Without(HistoryItem item)
                {
                    if (item.Record is null) return item;
                    var redacted = HistoryRedaction.Apply(redact, item.Record, customer);
                    if (!ReferenceEquals(redacted, item.Record)) inMonth++;
                    return item with { Record = redacted };
                }
                await RewriteAsync(month, length, Without, cancellationToken).ConfigureAwait(false);
                touched += inMonth;
            }
            return touched;
        },
        cancellationToken);

    public Task<int> ForgetAsync(Instant endedBefore, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            var forgotten = 0;
            foreach (var name in await turns.TakeAsync(() => months.Keys.ToArray(), cancellationToken).ConfigureAwait(false))
            {
                var (whole, partly, length) = await turns.TakeAsync(() => ForgetWhole(name, endedBefore), cancellationToken).ConfigureAwait(false);
                forgotten += whole;
                if (partly is null) continue;
                HistoryItem? Kept(HistoryItem item)
                {
                    if (item.EndedAt >= endedBefore) return item;
                    if (item.Record is not null) forgotten++;
                    return null;
                }
                await RewriteAsync(partly, length, Kept, cancellationToken).ConfigureAwait(false);
            }
            return forgotten;
        },
        cancellationToken);

    /// <summary>Marks every month as closed in order. Waits for an operation under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await rewriting.WaitAsync().ConfigureAwait(false);
        try
        {
            await turns.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            rewriting.Release();
        }
    }

    private static string MonthOf(Instant time) => time.ToDateTimeOffset().UtcDateTime.ToString(MonthFormat, CultureInfo.InvariantCulture);

    private bool Write(IReadOnlyList<HistoryRecord> records)
    {
        SyncNames();
        var fresh = new Dictionary<UInt128, HistoryRecord>();
        foreach (var record in records)
        {
            var key = HistoryIndex.Key(record.EventId);
            if (months.Values.FirstOrDefault(month => month.Index.Holds(key)) is { } known) known.Confirm();
            else fresh.TryAdd(key, record);
        }
        foreach (var group in fresh.Values.GroupBy(record => MonthOf(record.EndedAt)).ToArray())
        {
            MonthFor(group.Key).Append([.. group.Select(record => new HistoryItem(record))]);
        }
        return true;
    }

    private HistoryMonth MonthFor(string name)
    {
        if (months.TryGetValue(name, out var month)) return month;
        foreach (var (other, older) in months)
        {
            if (string.CompareOrdinal(other, name) < 0) Close(older);
        }
        month = HistoryMonth.Create(storage, site, Path.Combine(folder, name + Suffix));
        months.Add(name, month);
        return month;
    }

    private HistoryRecord? Find(HistoryKind kind, Guid id)
    {
        foreach (var month in months.Values.Reverse())
        {
            if (month.Index.TryFind((byte)kind, id, out var entry)) return month.Read(entry).Record;
        }
        return null;
    }

    private List<(long EndedAt, UInt128 Event)> Select(HistoryKind kind, Instant from, Instant to, int limit)
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

    private HistoryRecord? Read(long endedAt, UInt128 key) =>
        months.TryGetValue(MonthOf(new Instant(endedAt)), out var month) && month.Index.TryFind(key, out var entry)
            ? month.Read(entry).Record
            : null;

    /// <summary>Deletes a month of which nothing stays; of one of which something does, says which it is and how long now.</summary>
    private (int Forgotten, HistoryMonth? Partly, long Length) ForgetWhole(string name, Instant endedBefore)
    {
        var month = months[name];
        var entries = month.Index.Entries;
        var gone = entries.Count(entry => entry.EndedAt < endedBefore.Milliseconds);
        if (gone == 0) return (0, null, 0);
        if (gone < entries.Count) return (0, month, month.Length);
        mustSync = true;
        storage.Delete(month.Path);
        months.Remove(name);
        SyncNames();
        return (entries.Count(entry => !entry.Removed), null, 0);
    }

    /// <summary>
    /// Rewrites a month: what it held at a length beside the turns of others, what was written since then in a turn of its own. An
    /// item that changes to null is left out.
    /// </summary>
    private async Task RewriteAsync(
        HistoryMonth month, long length, Func<HistoryItem, HistoryItem?> change, CancellationToken cancellationToken)
    {
        using var rewritten = new HistoryRewrite(storage, site, month.Path);
        rewritten.Add(month.ReadAll(0, length, cancellationToken).Select(change).OfType<HistoryItem>());
        await turns.TakeAsync(
            () =>
            {
                rewritten.Add(month.ReadAll(length, month.Length, cancellationToken).Select(change).OfType<HistoryItem>());
                mustSync = true;
                month.Replace(rewritten);
                return SyncNames();
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> AloneAsync(Func<Task<int>> rewrite, CancellationToken cancellationToken)
    {
        await rewriting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A rewrite before this one may have failed at the very end.
            await turns.TakeAsync(SyncNames, cancellationToken).ConfigureAwait(false);
            return await rewrite().ConfigureAwait(false);
        }
        finally
        {
            rewriting.Release();
        }
    }

    private bool SyncNames()
    {
        if (mustSync) storage.SyncFolder(folder);
        mustSync = false;
        return true;
    }

    private void Close()
    {
        foreach (var month in months.Values) Close(month);
    }

    private void Close(HistoryMonth month)
    {
        try
        {
            month.Close();
        }
        catch (IOException cause)
        {
            // The mark only sharpens the next start's checks; without it the month is as good as after a crash.
            onFinding?.Invoke($"A month of the history could not be marked as closed: {cause.Message}");
        }
    }
}
