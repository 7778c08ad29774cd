using System.Security.Cryptography;
using System.Text;
using AcdRouter.Contracts;
using Microsoft.AspNetCore.Http;

namespace AcdRouter.Web;

/// <summary>
/// The id of the command that a request brings, from its header <c>Idempotency-Key</c>: the same key again is the same command, which
/// has one effect and one answer.
/// </summary>
internal static class CommandIds
{
    public const string Header = "Idempotency-Key";

    /// <summary>Longest key.</summary>
    public const int MaxLength = 64;

    /// <summary>Shortest key where nobody is signed in: it stands between two strangers, so it has to be hard to guess.</summary>
    public const int MinAnonymousLength = 16;

    /// <summary>A person's command: a GUID is taken as it is, any other key is told apart by site, caller and key.</summary>
    public static CommandId Of(HttpContext context, PersonCaller caller) =>
        Read(context) is not { } key ? new CommandId(Guid.NewGuid())
        : Guid.TryParseExact(key, "D", out var id) && id != Guid.Empty ? new CommandId(id)
        : Derive("person", caller.Site.Value, caller.Person.Value, key);

    /// <summary>
    /// The command of a person that does not name them (a service's request for a customer). Always derived: ids made from the
    /// command are seen by others, who must not be able to send it again as their own.
    /// </summary>
    public static CommandId Derived(HttpContext context, PersonCaller caller) =>
        Read(context) is { } key ? Derive("service", caller.Site.Value, caller.Person.Value, key) : new CommandId(Guid.NewGuid());

    /// <summary>A customer's command. Always derived, for the same reason.</summary>
    public static CommandId Of(HttpContext context, CustomerCaller caller) =>
        Read(context) is { } key ? Derive("customer", caller.Site.Value, caller.Customer.ToString(), key) : new CommandId(Guid.NewGuid());

    /// <summary>
    /// The command of somebody without a token. Always derived: the customer's id is seen by others in the session. From the contents
    /// too: whether a key was used before with others is remembered by sites that exist, and would tell them apart.
    /// </summary>
    public static CommandId Anonymous(HttpContext context, SiteId site, string contents)
    {
        if (Read(context) is not { } key) return new CommandId(Guid.NewGuid());
        if (key.Length < MinAnonymousLength)
        {
            throw new MalformedRequestException(
                $"The header {Header} needs {MinAnonymousLength} to {MaxLength} characters here, hard to guess.", Header);
        }
        return Derive("join", site.Value, key, contents);
    }

    private static string? Read(HttpContext context)
    {
        var values = context.Request.Headers[Header];
        if (values.Count == 0) return null;
        var key = values.Count == 1 ? values[0] : null;
        if (string.IsNullOrEmpty(key) || key.Length > MaxLength || key.Any(c => c is < '!' or > '~'))
        {
            throw new MalformedRequestException(
                $"The header {Header} needs 1 to {MaxLength} visible ASCII characters, given once.", Header);
        }
        return key;
    }

    private static CommandId Derive(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        // Lengths in front: no two lists of parts give one text.
        foreach (var part in parts) text.Append(part.Length).Append(':').Append(part);
        return new CommandId(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16)));
    }
}
