using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>Records of what has ended, as one writer hands them over; the checker keeps them. The engine itself only writes.</summary>
internal sealed class SimulatedHistory(Hazards hazards, Action<HistoryRecord> keep) : IHistoryStore
{
    public async ValueTask WriteAsync(IReadOnlyList<HistoryRecord> records, CancellationToken cancellationToken)
    {
        var copies = records.ToArray();
        await hazards.CallAsync(FaultPoint.History, () =>
        {
            foreach (var record in copies) keep(record);
            return true;
        }).ConfigureAwait(false);
    }

    public ValueTask<HistoryRecord?> FindAsync(SiteId site, HistoryKind kind, Guid id, CancellationToken cancellationToken) => throw NotRead();

    public IAsyncEnumerable<HistoryRecord> ReadAsync(
        SiteId site, HistoryKind kind, Instant from, Instant to, int limit, CancellationToken cancellationToken) => throw NotRead();

    public ValueTask<IReadOnlyList<SiteId>> ListSitesAsync(CancellationToken cancellationToken) => throw NotRead();

    public ValueTask<int> RemoveCustomerAsync(SiteId site, CustomerId customer, CancellationToken cancellationToken) => throw NotRead();

    public ValueTask<int> ForgetAsync(SiteId site, Instant endedBefore, CancellationToken cancellationToken) => throw NotRead();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static NotSupportedException NotRead() => new("A partition only writes history; a world has nobody who reads it.");
}
