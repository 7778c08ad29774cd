using AcdRouter.Contracts;
using AcdRouter.Processes;
using Npgsql;

namespace AcdRouter.Journals;

/// <summary>
/// The PostgreSQL server that holds the history, the keys that seal tokens, and the id of the installation. Everything about the
/// client library stays in this folder.
/// </summary>
public sealed class PostgresStore : IAsyncDisposable
{
    private readonly PostgresLink link;

    private PostgresStore(PostgresLink link)
    {
        this.link = link;
        Keys = new PostgresKeyTable(link);
    }

    /// <summary>Where it is, without its password.</summary>
    public string Address => link.Address;

    /// <summary>The keys that seal tokens.</summary>
    public PostgresKeyTable Keys { get; }

    /// <summary>Connects once, to know that the address is right.</summary>
    /// <exception cref="ArgumentException">The options are not valid; names everything that is wrong.</exception>
    /// <exception cref="HistoryUnavailableException">The server is away, or refuses.</exception>
    public static async Task<PostgresStore> ConnectAsync(PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        var errors = options.Validate();
        if (errors.Count > 0) throw new ArgumentException(string.Join(' ', errors), nameof(options));
        var store = new PostgresStore(new PostgresLink(options));
        try
        {
            await store.PingAsync(cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The installation that the database was made for; null for one without tables.</summary>
    /// <exception cref="StoreRefusedException">The tables are of another version than this program's.</exception>
    public async ValueTask<Guid?> ReadInstallationAsync(CancellationToken cancellationToken) => await link.CallAsync(
        async connection =>
        {
            var version = await PostgresSchema.ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
            if (version == 0) return null;
            if (version == PostgresSchema.Current) return await ReadIdAsync(connection, cancellationToken).ConfigureAwait(false);
            throw new StoreRefusedException(
                $"The tables at {Address} have version {version}; this program knows {PostgresSchema.Current}. acd init brings older ones up.");
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>The installation that the database was made for, whatever version its tables have; null for one without.</summary>
    public async ValueTask<Guid?> FindInstallationAsync(CancellationToken cancellationToken) => await link.CallAsync(
        async connection => await PostgresSchema.ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false) == 0
            ? null
            : await ReadIdAsync(connection, cancellationToken).ConfigureAwait(false),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Makes the tables, or brings them up to this program's version, and enters the installation.</summary>
    /// <exception cref="StoreRefusedException">The database belongs to another installation, or is newer than this program.</exception>
    public async ValueTask InitialiseAsync(Guid installation, CancellationToken cancellationToken) => await link.CallAsync(
        async connection =>
        {
            await PostgresSchema.MigrateAsync(connection, cancellationToken).ConfigureAwait(false);
            await using var insert = new NpgsqlCommand("INSERT INTO acd.installation (id) VALUES ($1) ON CONFLICT DO NOTHING", connection)
            {
                Parameters = { new() { Value = installation } },
            };
            await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            var found = await ReadIdAsync(connection, cancellationToken).ConfigureAwait(false);
            return found == installation
                ? found
                : throw new StoreRefusedException($"{Address} belongs to installation {found}, not to {installation}.");
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>The history. It needs the tables; disposing it leaves the store open.</summary>
    /// <param name="redact">As <see cref="FileHistoryStoreOptions.Redact"/>.</param>
    public PostgresHistoryStore OpenHistory(Func<HistoryRecord, CustomerId, HistoryRecord?> redact) => new(link, redact);

    /// <summary>Asks the server whether it is there.</summary>
    /// <exception cref="HistoryUnavailableException">It is not.</exception>
    public async ValueTask PingAsync(CancellationToken cancellationToken) => await link.CallAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => link.DisposeAsync();

    private static async Task<Guid?> ReadIdAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT id FROM acd.installation", connection);
        return (Guid?)await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}
