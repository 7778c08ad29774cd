using Npgsql;

namespace AcdRouter.Journals;

/// <summary>The tables, all in the schema <c>acd</c>. A version is never changed once it was released: the next one is added.</summary>
internal static class PostgresSchema
{
    /// <summary>Held while tables are made, so that two programs that start at once do not both make them. Permanent.</summary>
    private const long Lock = 0x61_63_64_2D_31;

    private static readonly string[] Versions =
    [
        """
        CREATE TABLE acd.installation (
            only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
            id uuid NOT NULL
        );

        -- Every site that has or has had records.
        CREATE TABLE acd.history_sites (site text PRIMARY KEY);

        -- A record whose customers were all removed leaves its event's id, so that a repeat does not bring it back: then the body is null.
        CREATE TABLE acd.history (
            site text NOT NULL,
            event_id text NOT NULL,
            kind smallint NOT NULL,
            id uuid NOT NULL,
            ended_at bigint NOT NULL,
            customers uuid[] NOT NULL,
            body bytea,
            written bigint GENERATED ALWAYS AS IDENTITY,
            PRIMARY KEY (site, event_id)
        );
        CREATE INDEX history_newest_first ON acd.history (site, kind, ended_at DESC, written DESC) WHERE body IS NOT NULL;
        CREATE INDEX history_by_id ON acd.history (site, kind, id) WHERE body IS NOT NULL;
        CREATE INDEX history_by_end ON acd.history (site, ended_at);
        CREATE INDEX history_by_customer ON acd.history USING gin (customers);

        -- The keys that seal tokens: secret.
        CREATE TABLE acd.keys (
            name text PRIMARY KEY,
            xml text NOT NULL,
            stored bigint GENERATED ALWAYS AS IDENTITY
        );
        """,
    ];

    /// <summary>The version that this build works with.</summary>
    public static int Current => Versions.Length;

    /// <summary>Makes what is missing.</summary>
    /// <exception cref="StoreRefusedException">The tables are newer than this program.</exception>
    public static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellationToken).ConfigureAwait(false);
        await RunAsync(
            connection, "CREATE SCHEMA IF NOT EXISTS acd; CREATE TABLE IF NOT EXISTS acd.schema_version (version int PRIMARY KEY)", cancellationToken).ConfigureAwait(false);
        var version = await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
        for (; version < Current; version++)
        {
            await RunAsync(connection, Versions[version], cancellationToken).ConfigureAwait(false);
            await RunAsync(connection, $"INSERT INTO acd.schema_version VALUES ({version + 1})", cancellationToken).ConfigureAwait(false);
        }
        if (version > Current) throw new StoreRefusedException($"The tables have version {version}; this program knows {Current}.");
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The version of the tables; 0 when there are none.</summary>
    public static async Task<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var asked = new NpgsqlCommand("SELECT to_regclass('acd.schema_version') IS NOT NULL", connection);
        if (await asked.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true) return 0;
        await using var command = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM acd.schema_version", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
