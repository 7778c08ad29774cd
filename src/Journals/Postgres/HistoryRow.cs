using AcdRouter.Contracts;
using AcdRouter.Processes;
using Npgsql;

namespace AcdRouter.Journals;

/// <summary>A row of the history and its number in the order of writing.</summary>
internal readonly record struct HistoryRow(HistoryRecord Record, long Written)
{
    /// <summary>The rows under a condition; only those that still have a body may be asked for.</summary>
    public static async Task<List<HistoryRow>> ReadAsync(
        NpgsqlConnection connection, string condition, object[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT site, kind, id, event_id, ended_at, customers, body, written FROM acd.history WHERE {condition}", connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<HistoryRow>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var record = new HistoryRecord(
                new SiteId(reader.GetString(0)), (HistoryKind)reader.GetInt16(1), reader.GetGuid(2), reader.GetString(3), new Instant(reader.GetInt64(4)),
                reader.GetFieldValue<Guid[]>(5).Select(id => new CustomerId(id)).ToValueList(), reader.GetFieldValue<byte[]>(6));
            rows.Add(new HistoryRow(record, reader.GetInt64(7)));
        }
        return rows;
    }
}
