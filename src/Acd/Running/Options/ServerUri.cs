using System.Globalization;

namespace AcdRouter.Acd;

/// <summary>The address of a server as people write it: <c>scheme://user:password@host:port/path</c>. Never prints the password.</summary>
internal sealed record ServerUri
{
    private ServerUri()
    {
    }

    public required string Scheme { get; init; }

    /// <summary>Without percent signs; empty for none.</summary>
    public required string User { get; init; }

    /// <summary>Without percent signs; empty for none. A secret.</summary>
    public required string Password { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>Behind the slash, without percent signs; empty for none.</summary>
    public required string Path { get; init; }

    /// <summary>Behind the question mark, key by key.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="ports">The schemes allowed, with the port of each when none is named.</param>
    /// <param name="example">Said when it is wrong.</param>
    /// <returns>The address, or what is wrong with it, without the password.</returns>
    public static (ServerUri? Address, string? Problem) Parse(string text, IReadOnlyDictionary<string, int> ports, string example)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !ports.TryGetValue(uri.Scheme, out var port) || uri.Host.Length == 0 || uri.Fragment.Length > 0)
        {
            return (null, $"\"{Secrets.Redact(text)}\" is not an address of it; expected such as {example}, other characters than letters and digits in percent signs.");
        }
        var account = uri.UserInfo.Split(':', 2);
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            parameters[Uri.UnescapeDataString(parts[0])] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
        }
        return (new ServerUri
        {
            Scheme = uri.Scheme,
            User = Uri.UnescapeDataString(account[0]),
            Password = account.Length == 2 ? Uri.UnescapeDataString(account[1]) : "",
            Host = uri.Host,
            Port = uri.Port < 0 ? port : uri.Port,
            Path = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Parameters = parameters,
        }, null);
    }

    public override string ToString()
    {
        var account = (User, Password) switch
        {
            ("", "") => "",
            (_, "") => $"{Uri.EscapeDataString(User)}@",
            _ => $"{Uri.EscapeDataString(User)}:{Secrets.Hidden}@",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{account}{Host}:{Port}/{Uri.EscapeDataString(Path)}");
    }
}
