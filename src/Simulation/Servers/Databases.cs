namespace AcdRouter.Simulation.Servers;

/// <summary>Makes and removes databases by PostgreSQL's own client.</summary>
public static class Databases
{
    /// <summary>Makes an empty database; returns its address.</summary>
    /// <param name="server">Any database of the server, as in <c>postgres://user:password@host:port/database</c>.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<string> CreateAsync(string server, string name, CancellationToken cancellationToken)
    {
        await TellAsync(server, $"CREATE DATABASE \"{name}\"", cancellationToken);
        return new UriBuilder(server) { Path = name }.Uri.ToString();
    }

    /// <summary>Removes a database, also when somebody is still connected to it.</summary>
    public static Task DropAsync(string server, string name, CancellationToken cancellationToken) =>
        TellAsync(server, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)", cancellationToken);

    /// <summary>Carries out one statement; what it returned, a row a line, columns parted by bars.</summary>
    public static Task<string> TellAsync(string address, string statement, CancellationToken cancellationToken) =>
        Tool.RunAsync(
            PostgresPrograms.Find("psql"),
            ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1", "-c", statement, address],
            cancellationToken);
}
