using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary>The stores of an installation, connected, and checked to be of one installation and fit to be relied on.</summary>
internal sealed class ServerConnections : IAsyncDisposable
{
    private ServerConnections(Guid installation, RedisStore? journal, PostgresStore history)
    {
        Installation = installation;
        Journal = journal;
        History = history;
    }

    /// <summary>The installation that all of them belong to.</summary>
    public Guid Installation { get; }

    /// <summary>Redis; null in a web process, which never asks it.</summary>
    public RedisStore? Journal { get; }

    /// <summary>PostgreSQL.</summary>
    public PostgresStore History { get; }

    /// <summary>Connects and checks: what is empty, of another installation, or loses what is answered is not run on.</summary>
    /// <exception cref="AcdException">A server is not fit; the message says which and what to do.</exception>
    public static async Task<ServerConnections> OpenAsync(RunSettings settings, ServerAddresses servers, CancellationToken cancellationToken)
    {
        var history = await PostgresStore.ConnectAsync(servers.History.ToOptions(), cancellationToken);
        RedisStore? journal = null;
        try
        {
            var installation = await history.ReadInstallationAsync(cancellationToken) ?? throw Empty(history.Address);
            if (settings.Role != RunRole.Web)
            {
                journal = await RedisStore.ConnectAsync(
                    new RedisStoreOptions { Address = servers.Journal!, Archive = settings.Archive }, cancellationToken);
                await RequireAsync(journal, installation, cancellationToken);
            }
            await BrokerInstallation.RequireAsync(servers.Bus, installation, cancellationToken);
            return new ServerConnections(installation, journal, history);
        }
        catch
        {
            if (journal is not null) await journal.DisposeAsync();
            await history.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Journal is not null) await Journal.DisposeAsync();
        await History.DisposeAsync();
    }

    /// <summary>Makes sure that a Redis is the installation's, of a level that this program knows, and keeps what it is given.</summary>
    public static async Task RequireAsync(RedisStore journal, Guid installation, CancellationToken cancellationToken)
    {
        var found = journal.Installation ?? throw Empty(journal.Address);
        if (found.Id != installation)
        {
            throw Refused($"{journal.Address} belongs to installation {found.Id}; the history belongs to {installation}.");
        }
        if (found.Level == RedisRestore.UnderWay) throw Refused($"A restore into {journal.Address} was cut short: empty it, and restore again.");
        var problems = found.Validate();
        if (problems.Count == 0) problems = await journal.CheckAsync(cancellationToken);
        if (problems.Count > 0) throw Refused($"{journal.Address} cannot be relied on. {string.Join(' ', problems)}");
    }

    private static AcdException Empty(string address) => Refused($"{address} is empty. Prepare it with: acd init");

    private static AcdException Refused(string message) => new(message, ExitCodes.Failed);
}
