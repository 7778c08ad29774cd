using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary>The PostgreSQL of an installation.</summary>
/// <param name="Server">Host, port, account.</param>
/// <param name="Encryption">As PostgreSQL's own clients name it: disable, prefer, require, verify-ca, verify-full.</param>
internal sealed record PostgresAddress(ServerUri Server, string Encryption)
{
    private const string Example = "postgres://USER:PASSWORD@HOST:5432/DATABASE";
    private const string EncryptionKey = "sslmode";
    private const string Default = "prefer";

    private static readonly Dictionary<string, int> Schemes = new() { ["postgres"] = 5432, ["postgresql"] = 5432 };
    private static readonly string[] Encryptions = ["disable", Default, "require", "verify-ca", "verify-full"];

    public string Database => Server.Path;

    /// <summary>The address, or what is wrong with it.</summary>
    public static (PostgresAddress? Address, string? Problem) Parse(string text)
    {
        var (server, problem) = ServerUri.Parse(text, Schemes, Example);
        if (server is null) return (null, problem);
        if (server.User.Length == 0 || server.Path.Length == 0) return (null, $"\"{server}\" names no user or no database; expected such as {Example}.");
        if (server.Parameters.Keys.FirstOrDefault(key => key != EncryptionKey) is { } unknown)
        {
            return (null, $"\"{server}\": {unknown} is not allowed behind the question mark; only {EncryptionKey} is.");
        }
        var encryption = server.Parameters.GetValueOrDefault(EncryptionKey, Default);
        return Encryptions.Contains(encryption)
            ? (new PostgresAddress(server, encryption), null)
            : (null, $"\"{server}\": {EncryptionKey} is one of {string.Join(", ", Encryptions)}.");
    }

    /// <summary>The options of a store there.</summary>
    public PostgresStoreOptions ToOptions() => new()
    {
        Host = Server.Host,
        Port = Server.Port,
        Database = Database,
        User = Server.User,
        Password = Server.Password,
        Encryption = Encryption,
    };

    public override string ToString() => Server.ToString();
}
