using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>What a record is the history of.</summary>
public enum HistoryKind
{
    /// <summary>A support session that has ended.</summary>
    Session = 1,

    /// <summary>A routing request that has ended, with its decisions.</summary>
    Request = 2,
}

/// <summary>The record of something that has ended and left the state.</summary>
/// <param name="Site">The site.</param>
/// <param name="Kind">What it is the history of.</param>
/// <param name="Id">The session's or request's id.</param>
/// <param name="EventId">The event that ended it; a repeat under the same event id changes nothing.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Customers">The customers whose personal data it holds, so that they can be removed.</param>
/// <param name="Body">The record as UTF-8 JSON.</param>
public sealed record HistoryRecord(
    SiteId Site, HistoryKind Kind, Guid Id, string EventId, Instant EndedAt, ValueList<CustomerId> Customers, ReadOnlyMemory<byte> Body);

/// <summary>
/// Keeps the records of what has ended. <b>Durable:</b> when a write has returned, the record survives the death of process and
/// machine. <b>Repeats:</b> a record written again under its event id changes nothing.
/// </summary>
public interface IHistoryStore : IAsyncDisposable
{
    /// <summary>So much time lies at least between two writes of a partition: what ends meanwhile is written together. None where a write costs little.</summary>
    TimeSpan WriteEvery => TimeSpan.Zero;

    /// <summary>Writes records, all durable on return.</summary>
    /// <exception cref="ArgumentException">A record is none that the store will ever take; it may have written the others. Whatever may
    /// pass is another exception, such as <see cref="IOException"/>.</exception>
    ValueTask WriteAsync(IReadOnlyList<HistoryRecord> records, CancellationToken cancellationToken);

    /// <summary>Every site that has or has had records, in the order of their ids.</summary>
    ValueTask<IReadOnlyList<SiteId>> ListSitesAsync(CancellationToken cancellationToken);

    /// <summary>The record of one session or request, or null.</summary>
    ValueTask<HistoryRecord?> FindAsync(SiteId site, HistoryKind kind, Guid id, CancellationToken cancellationToken);

    /// <summary>A site's records that ended in the span, newest first, at most so many.</summary>
    IAsyncEnumerable<HistoryRecord> ReadAsync(SiteId site, HistoryKind kind, Instant from, Instant to, int limit, CancellationToken cancellationToken);

    /// <summary>Removes a customer's personal data from every record of the site. Returns how many records it touched.</summary>
    ValueTask<int> RemoveCustomerAsync(SiteId site, CustomerId customer, CancellationToken cancellationToken);

    /// <summary>Forgets a site's records that ended before the moment. Returns how many.</summary>
    ValueTask<int> ForgetAsync(SiteId site, Instant endedBefore, CancellationToken cancellationToken);
}
