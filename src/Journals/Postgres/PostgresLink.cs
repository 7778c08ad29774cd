using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace AcdRouter.Journals;

/// <summary>The connections to one server. Every call is bounded, and what may pass comes out as one kind of exception.</summary>
internal sealed class PostgresLink : IAsyncDisposable
{
    /// <summary>Of one process; an installation of ten processes stays within a server's usual hundred.</summary>
    private const int Connections = 8;

    private readonly NpgsqlDataSource source;

    public PostgresLink(PostgresStoreOptions options)
    {
        var seconds = (int)options.CallTimeout.TotalSeconds;
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = options.Host,
            Port = options.Port,
            Database = options.Database,
            Username = options.User,
            Password = options.Password,
            SslMode = Enum.Parse<SslMode>(options.Encryption.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            Timeout = seconds,
            CommandTimeout = seconds,
            MaxPoolSize = Connections,
            ApplicationName = "acd",
        };
        source = new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
        Address = string.Create(CultureInfo.InvariantCulture, $"postgres://{options.User}@{options.Host}:{options.Port}/{options.Database}");
    }

    /// <summary>Where it is, without the password.</summary>
    public string Address { get; }

    /// <summary>Does something on a connection.</summary>
    /// <exception cref="HistoryUnavailableException">The server is away, too slow, or refuses.</exception>
    public async Task<T> CallAsync<T>(Func<NpgsqlConnection, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return await call(connection).ConfigureAwait(false);
        }
        catch (Exception failed) when (MayPass(failed))
        {
            throw Unavailable(failed);
        }
    }

    /// <summary>Does something on a connection, for callers that cannot wait.</summary>
    /// <exception cref="HistoryUnavailableException">The server is away, too slow, or refuses.</exception>
    public T Call<T>(Func<NpgsqlConnection, T> call)
    {
        try
        {
            using var connection = source.OpenConnection();
            return call(connection);
        }
        catch (Exception failed) when (MayPass(failed))
        {
            throw Unavailable(failed);
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static bool MayPass(Exception failed) => failed is NpgsqlException or TimeoutException or SocketException or (IOException and not HistoryUnavailableException);

    private HistoryUnavailableException Unavailable(Exception failed)
    {
        var reason = failed is PostgresException said ? said.MessageText : failed.InnerException?.Message ?? failed.Message;
        return new HistoryUnavailableException($"{Address}: {reason.TrimEnd('.')}.", failed);
    }
}
