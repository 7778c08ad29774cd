using System.Globalization;

namespace AcdRouter.Acd;

/// <summary>The Redis of an installation.</summary>
/// <param name="Server">Host, port, account.</param>
/// <param name="Database">Its database.</param>
internal sealed record RedisAddress(ServerUri Server, int Database)
{
    private const string Example = "redis://:PASSWORD@HOST:6379/0";
    private const int LastDatabase = 16_383;

    private static readonly Dictionary<string, int> Schemes = new() { ["redis"] = 6379, ["rediss"] = 6379 };

    public bool IsEncrypted => Server.Scheme == "rediss";

    /// <summary>The address, or what is wrong with it.</summary>
    public static (RedisAddress? Address, string? Problem) Parse(string text)
    {
        var (server, problem) = ServerUri.Parse(text, Schemes, Example);
        if (server is null) return (null, problem);
        if (server.Parameters.Count > 0) return (null, $"\"{server}\": nothing is allowed behind a question mark.");
        var database = 0;
        var isNumber = server.Path.Length == 0
            || (int.TryParse(server.Path, NumberStyles.None, CultureInfo.InvariantCulture, out database) && database <= LastDatabase);
        return isNumber ? (new RedisAddress(server, database), null) : (null, $"\"{server}\": the database is a number, as in {Example}.");
    }

    public override string ToString() => Server.ToString();
}
