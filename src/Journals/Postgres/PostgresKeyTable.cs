using Npgsql;

namespace AcdRouter.Journals;

/// <summary>
/// The keys that seal tokens, shared by every process of an installation. Without waiting, because those who keep keys are asked so;
/// they are read once in a day.
/// </summary>
public sealed class PostgresKeyTable
{
    private readonly PostgresLink link;

    internal PostgresKeyTable(PostgresLink link) => this.link = link;

    /// <summary>All keys as XML, in the order in which they were stored.</summary>
    /// <exception cref="HistoryUnavailableException">The server is away.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> ReadAll() => link.Call(connection =>
    {
        using var command = new NpgsqlCommand("SELECT name, xml FROM acd.keys ORDER BY stored", connection);
        using var reader = command.ExecuteReader();
        var all = new List<KeyValuePair<string, string>>();
        while (reader.Read()) all.Add(new(reader.GetString(0), reader.GetString(1)));
        return all;
    });

    /// <summary>Stores a key; one of the same name is what it was.</summary>
    /// <exception cref="HistoryUnavailableException">The server is away.</exception>
    public void Add(string name, string xml) => link.Call(connection =>
    {
        using var command = new NpgsqlCommand("INSERT INTO acd.keys (name, xml) VALUES ($1, $2) ON CONFLICT DO NOTHING", connection)
        {
            Parameters = { new() { Value = name }, new() { Value = xml } },
        };
        return command.ExecuteNonQuery();
    });
}
