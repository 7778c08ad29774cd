using AcdRouter.Contracts;
using AcdRouter.Processes;
using Npgsql;

namespace AcdRouter.Journals;

/// <summary>The statements that change the history; each call is one transaction, small enough for the bound on a call.</summary>
internal static class PostgresHistoryWriter
{
    private const int RedactedAtOnce = 20;
    private const int ForgottenAtOnce = 1000;

    /// <summary>Writes records; one whose event is known changes nothing.</summary>
    public static async Task<bool> WriteAsync(NpgsqlConnection connection, IReadOnlyList<HistoryRecord> records, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        // In one order, so that two processes that write the same do not wait for each other in a circle.
        foreach (var site in records.Select(record => record.Site.Value).Distinct().Order(StringComparer.Ordinal))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO acd.history_sites (site) VALUES ($1) ON CONFLICT DO NOTHING")
            {
                Parameters = { new() { Value = site } },
            });
        }
        foreach (var record in records.OrderBy(record => record.Site.Value, StringComparer.Ordinal).ThenBy(record => record.EventId, StringComparer.Ordinal))
        {
            batch.BatchCommands.Add(Insert(record));
        }
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Takes a customer out of the next few records; returns how many were read and changed, and the number of the last one.</summary>
    public static async Task<(int Read, int Changed, long Last)> RedactAsync(
        NpgsqlConnection connection, SiteId site, CustomerId customer, Func<HistoryRecord, CustomerId, HistoryRecord?> redact, long after, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var rows = await HistoryRow.ReadAsync(
            connection,
            "site = $1 AND customers @> ARRAY[$2] AND body IS NOT NULL AND written > $3 ORDER BY written LIMIT $4 FOR UPDATE",
            [site.Value, customer.Value, after, RedactedAtOnce], cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0) return (0, 0, after);
        var changed = 0;
        foreach (var (record, _) in rows)
        {
            var redacted = HistoryRedaction.Apply(redact, record, customer);
            if (ReferenceEquals(redacted, record)) continue;
            await UpdateAsync(connection, record, redacted, cancellationToken).ConfigureAwait(false);
            changed++;
        }
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return (rows.Count, changed, rows[^1].Written);
    }

    /// <summary>Deletes the next rows that ended before the moment; returns how many, and how many of them still were records.</summary>
    public static async Task<(long Gone, int Records)> ForgetAsync(
        NpgsqlConnection connection, SiteId site, Instant endedBefore, CancellationToken cancellationToken)
    {
        const string Statement =
            """
            WITH old AS (SELECT site, event_id FROM acd.history WHERE site = $1 AND ended_at < $2 LIMIT $3),
                 gone AS (DELETE FROM acd.history h USING old WHERE h.site = old.site AND h.event_id = old.event_id RETURNING h.body IS NOT NULL AS kept)
            SELECT count(*), count(*) FILTER (WHERE kept) FROM gone
            """;
        await using var command = new NpgsqlCommand(Statement, connection)
        {
            Parameters = { new() { Value = site.Value }, new() { Value = endedBefore.Milliseconds }, new() { Value = ForgottenAtOnce } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (reader.GetInt64(0), (int)reader.GetInt64(1));
    }

    private static NpgsqlBatchCommand Insert(HistoryRecord record) => new(
        "INSERT INTO acd.history (site, event_id, kind, id, ended_at, customers, body) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (site, event_id) DO NOTHING")
    {
        Parameters =
        {
            new() { Value = record.Site.Value },
            new() { Value = record.EventId },
            new() { Value = (short)record.Kind },
            new() { Value = record.Id },
            new() { Value = record.EndedAt.Milliseconds },
            new() { Value = Ids(record) },
            new() { Value = record.Body.ToArray() },
        },
    };

    // Of a record of which nothing is kept, only what it is known by stays.
    private static async Task UpdateAsync(NpgsqlConnection connection, HistoryRecord record, HistoryRecord? redacted, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("UPDATE acd.history SET customers = $3, body = $4 WHERE site = $1 AND event_id = $2", connection)
        {
            Parameters =
            {
                new() { Value = record.Site.Value },
                new() { Value = record.EventId },
                new() { Value = redacted is null ? Array.Empty<Guid>() : Ids(redacted) },
                new() { Value = redacted is null ? DBNull.Value : redacted.Body.ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static Guid[] Ids(HistoryRecord record) => [.. record.Customers.Select(customer => customer.Value)];
}
