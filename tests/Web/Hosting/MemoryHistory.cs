using System.Runtime.CompilerServices;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Web.Tests;

/// <summary>Records in memory.</summary>
internal sealed class MemoryHistory : IHistoryStore
{
    public List<HistoryRecord> Records { get; } = [];

    public ValueTask WriteAsync(IReadOnlyList<HistoryRecord> records, CancellationToken cancellationToken)
    {
        lock (Records) Records.AddRange(records);
        return ValueTask.CompletedTask;
    }

    public ValueTask<HistoryRecord?> FindAsync(SiteId site, HistoryKind kind, Guid id, CancellationToken cancellationToken)
    {
        lock (Records) return ValueTask.FromResult(Records.Find(record => record.Site == site && record.Kind == kind && record.Id == id));
    }

    public async IAsyncEnumerable<HistoryRecord> ReadAsync(
        SiteId site, HistoryKind kind, Instant from, Instant to, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        HistoryRecord[] found;
        lock (Records) found = [.. Records.Where(record => record.Site == site && record.Kind == kind && record.EndedAt >= from && record.EndedAt <= to)];
        foreach (var record in found.Reverse().Take(limit)) yield return record;
    }

    public ValueTask<int> RemoveCustomerAsync(SiteId site, CustomerId customer, CancellationToken cancellationToken)
    {
        lock (Records) return ValueTask.FromResult(Records.RemoveAll(record => record.Site == site && record.Customers.Contains(customer)));
    }

    public ValueTask<IReadOnlyList<SiteId>> ListSitesAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<SiteId>>([]);

    public ValueTask<int> ForgetAsync(SiteId site, Instant endedBefore, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
