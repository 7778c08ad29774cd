using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AcdRouter.Journals;

/// <summary>Where a Redis server is: <c>redis://[:PASSWORD@]HOST[:PORT][/DATABASE]</c>, or <c>rediss://</c> for TLS.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">1 to 65535, default 6379.</param>
/// <param name="Database">Default 0.</param>
/// <param name="Tls">Whether the connection is encrypted.</param>
/// <param name="Password">Null where none is asked for. Never printed.</param>
public sealed record RedisAddress(string Host, int Port, int Database, bool Tls, string? Password)
{
    private const int DefaultPort = 6379;

    /// <summary>Reads an address; on false the problem is said in a sentence without the password.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RedisAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        problem = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss") || uri.Host.Length == 0)
        {
            problem = "A Redis address reads redis://[:PASSWORD@]HOST[:PORT][/DATABASE], or rediss:// for TLS.";
            return false;
        }
        var (user, password) = uri.UserInfo.Split(':', 2) is [var name, var secret] ? (name, secret) : (uri.UserInfo, "");
        if (user is not ("" or "default"))
        {
            problem = "A Redis address takes a password but no user name: give the default user a password.";
            return false;
        }
        var path = uri.AbsolutePath.Trim('/');
        var database = 0;
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
        {
            problem = $"The database of a Redis address is a number, not {path}.";
            return false;
        }
        var port = uri.Port > 0 ? uri.Port : DefaultPort;
        address = new RedisAddress(uri.Host, port, database, uri.Scheme == "rediss", password.Length == 0 ? null : Uri.UnescapeDataString(password));
        return true;
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="ArgumentException">It is none; says why, without the password.</exception>
    public static RedisAddress Parse(string text) =>
        TryParse(text, out var address, out var problem) ? address : throw new ArgumentException(problem, nameof(text));

    /// <summary>The address without its password.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Tls ? "rediss" : "redis")}://{(Password is null ? "" : ":***@")}{Host}:{Port}/{Database}");
}
