using System.Runtime.CompilerServices;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>A history store that lives as long as its object: for tests and simulation.</summary>
/// <param name="redact">As <see cref="FileHistoryStoreOptions.Redact"/>.</param>
public sealed class InMemoryHistoryStore(Func<HistoryRecord, CustomerId, HistoryRecord?> redact) : IHistoryStore
{
    private readonly Lock sync = new();

    // By site and event id; null where a record was removed, so that a repeat does not bring it back.
    private readonly Dictionary<(SiteId Site, string EventId), Entry> entries = [];
    private long written;

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<HistoryRecord> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            foreach (var record in records)
            {
                var kept = record with { Body = record.Body.ToArray() };
                entries.TryAdd((record.Site, record.EventId), new Entry(kept, record.EndedAt, ++written));
            }
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SiteId>> ListSitesAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            var sites = entries.Keys.Select(key => key.Site).Distinct();
            return ValueTask.FromResult<IReadOnlyList<SiteId>>([.. sites.OrderBy(site => site.Value, StringComparer.Ordinal)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<HistoryRecord?> FindAsync(SiteId site, HistoryKind kind, Guid id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            var found = Of(site).Where(entry => entry.Record is { } record && record.Kind == kind && record.Id == id);
            return ValueTask.FromResult(found.OrderBy(entry => entry.Ordinal).LastOrDefault()?.Record);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<HistoryRecord> ReadAsync(
        SiteId site, HistoryKind kind, Instant from, Instant to, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        HistoryRecord[] found;
        lock (sync)
        {
            found = [.. Of(site)
                .Select(entry => entry.Record)
                .OfType<HistoryRecord>()
                .Where(record => record.Kind == kind && record.EndedAt >= from && record.EndedAt < to)
                .OrderByDescending(record => record.EndedAt)
                .ThenByDescending(record => record.Id)
                .Take(limit)];
        }
        foreach (var record in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> RemoveCustomerAsync(SiteId site, CustomerId customer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            var touched = 0;
            foreach (var entry in Of(site).ToArray())
            {
                if (entry.Record is not { } record) continue;
                var redacted = HistoryRedaction.Apply(redact, record, customer);
                if (ReferenceEquals(redacted, record)) continue;
                entries[(site, record.EventId)] = entry with { Record = redacted };
                touched++;
            }
            return ValueTask.FromResult(touched);
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> ForgetAsync(SiteId site, Instant endedBefore, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (sync)
        {
            var gone = entries.Where(pair => pair.Key.Site == site && pair.Value.EndedAt < endedBefore).ToArray();
            foreach (var pair in gone) entries.Remove(pair.Key);
            return ValueTask.FromResult(gone.Count(pair => pair.Value.Record is not null));
        }
    }

    /// <summary>Keeps everything: a test that "restarts" goes on with the same object.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IEnumerable<Entry> Of(SiteId site) => entries.Where(pair => pair.Key.Site == site).Select(pair => pair.Value);

    private sealed record Entry(HistoryRecord? Record, Instant EndedAt, long Ordinal);
}
