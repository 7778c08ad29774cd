using System.Runtime.CompilerServices;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using Npgsql;

namespace AcdRouter.Journals;

/// <summary>The history in PostgreSQL. Several processes may read and write at once. Made by <see cref="PostgresStore.OpenHistory"/>.</summary>
public sealed class PostgresHistoryStore : IHistoryStore
{
    /// <summary>Longest event id in characters: what an index entry holds in any alphabet. Ours have some twenty.</summary>
    public const int MaxEventId = 500;

    private const int Page = 50;
    private const int WrittenAtOnce = 200;

    /// <summary>Nobody waits for a write, and one with all that has ended meanwhile costs server and process little more than one with a single record.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(25);

    private readonly PostgresLink link;
    private readonly Func<HistoryRecord, CustomerId, HistoryRecord?> redact;
    private volatile bool disposed;

    internal PostgresHistoryStore(PostgresLink link, Func<HistoryRecord, CustomerId, HistoryRecord?> redact)
    {
        this.link = link;
        this.redact = redact;
    }

    /// <inheritdoc/>
    public TimeSpan WriteEvery => Every;

    /// <inheritdoc/>
    /// <exception cref="HistoryUnavailableException">The server is away. Some records may be stored; writing all again is safe.</exception>
    public async ValueTask WriteAsync(IReadOnlyList<HistoryRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            if (!TextIds.IsWellFormed(record.Site.Value)) throw new ArgumentException($"'{record.Site}' is no site id.", nameof(records));
            if (record.EventId.Length > MaxEventId || record.EventId.Contains('\0', StringComparison.Ordinal))
            {
                throw new ArgumentException($"An event id has at most {MaxEventId} characters and no zero.", nameof(records));
            }
        }
        foreach (var part in records.Chunk(WrittenAtOnce))
        {
            await CallAsync(connection => PostgresHistoryWriter.WriteAsync(connection, part, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SiteId>> ListSitesAsync(CancellationToken cancellationToken) => await CallAsync<IReadOnlyList<SiteId>>(
        async connection =>
        {
            await using var command = new NpgsqlCommand("SELECT site FROM acd.history_sites ORDER BY site COLLATE \"C\"", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            var sites = new List<SiteId>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) sites.Add(new SiteId(reader.GetString(0)));
            return sites;
        },
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<HistoryRecord?> FindAsync(SiteId site, HistoryKind kind, Guid id, CancellationToken cancellationToken)
    {
        var found = await ReadRowsAsync(
            "site = $1 AND kind = $2 AND id = $3 AND body IS NOT NULL ORDER BY written DESC LIMIT 1",
            [site.Value, (short)kind, id], cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0].Record;
    }

    /// <inheritdoc/>
    /// <remarks>The end of the span is excluded. Read in pages, so that no connection is held while one is handed out.</remarks>
    public async IAsyncEnumerable<HistoryRecord> ReadAsync(
        SiteId site, HistoryKind kind, Instant from, Instant to, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (endedAt, written) = (to.Milliseconds, 0L);
        while (limit > 0)
        {
            // Everything at the end of the span lies behind the first page's start, because no record was written before number 1.
            var page = await ReadRowsAsync(
                "site = $1 AND kind = $2 AND body IS NOT NULL AND ended_at >= $3 AND (ended_at, written) < ($4, $5) "
                + "ORDER BY ended_at DESC, written DESC LIMIT $6",
                [site.Value, (short)kind, from.Milliseconds, endedAt, written, Math.Min(limit, Page)], cancellationToken).ConfigureAwait(false);
            foreach (var row in page) yield return row.Record;
            if (page.Count < Page) yield break;
            limit -= page.Count;
            (endedAt, written) = (page[^1].Record.EndedAt.Milliseconds, page[^1].Written);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A record that is written while the removal goes on may keep the customer, as one written after it does.</remarks>
    public async ValueTask<int> RemoveCustomerAsync(SiteId site, CustomerId customer, CancellationToken cancellationToken)
    {
        var (touched, after) = (0, 0L);
        while (true)
        {
            var (read, changed, last) = await CallAsync(
                connection => PostgresHistoryWriter.RedactAsync(connection, site, customer, redact, after, cancellationToken), cancellationToken).ConfigureAwait(false);
            touched += changed;
            if (read == 0) return touched;
            after = last;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> ForgetAsync(SiteId site, Instant endedBefore, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        while (true)
        {
            var (gone, records) = await CallAsync(
                connection => PostgresHistoryWriter.ForgetAsync(connection, site, endedBefore, cancellationToken), cancellationToken).ConfigureAwait(false);
            forgotten += records;
            if (gone == 0) return forgotten;
        }
    }

    /// <summary>Ends this view of the store; the connections are the store's.</summary>
    public ValueTask DisposeAsync()
    {
        disposed = true;
        return ValueTask.CompletedTask;
    }

    private Task<T> CallAsync<T>(Func<NpgsqlConnection, Task<T>> call, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return link.CallAsync(call, cancellationToken);
    }

    private Task<List<HistoryRow>> ReadRowsAsync(string condition, object[] values, CancellationToken cancellationToken) =>
        CallAsync(connection => HistoryRow.ReadAsync(connection, condition, values, cancellationToken), cancellationToken);
}
