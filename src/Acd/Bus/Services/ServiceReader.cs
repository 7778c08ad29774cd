using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>Reads what another service has sent, or says what is wrong with it. Cheap checks come first, so that nonsense costs little.</summary>
internal static class ServiceReader
{
    /// <summary>The command or query, or why it is none.</summary>
    public static (object? Message, Refusal? Refusal) Read(ServiceMessage message)
    {
        if (Envelope(message) is { } wrong) return (null, wrong);
        if (OpenToServices.Find(message.Type) is not { } type) return (null, UnknownType(message.Type));
        object? read;
        try
        {
            read = JsonSerializer.Deserialize(message.Body.Span, type, ContractsJson.Options);
        }
        catch (JsonException mistake)
        {
            var (field, detail) = JsonMistakes.Explain(mistake, type, ContractsJson.Options);
            return (null, new Refusal(RefusalReason.MessageMalformed, $"{detail} Correct the body of {message.Type} and send it again.", field, []));
        }
        return Contents(message, read) is { } refusal ? (null, refusal) : (read, null);
    }

    private static Refusal? Envelope(ServiceMessage message)
    {
        if (message.Body.Length > ServiceLimits.MaxBodyBytes)
        {
            return new Refusal(
                RefusalReason.MessageTooLarge,
                $"The body has {message.Body.Length} bytes; at most {ServiceLimits.MaxBodyBytes} are taken. Send less at once.", null, []);
        }
        if (string.IsNullOrEmpty(message.UserId))
        {
            return new Refusal(
                RefusalReason.SenderMissing, "user_id: required. Set the property to the name of the user that connects; the broker checks it.", "user_id", []);
        }
        if (!IsJson(message.ContentType))
        {
            return new Refusal(
                RefusalReason.MessageMalformed, $"content_type: expected {ServiceNames.ContentType}, or none. Send the bare JSON of the contract.", "content_type", []);
        }
        return TextIds.IsWellFormed(message.Site) ? null : new Refusal(
            RefusalReason.MessageMalformed, "The routing key is the site's name: 1 to 64 of a-z, 0-9, '.', '-', '_'. Publish under it.", "routing key", []);
    }

    private static Refusal UnknownType(string? type)
    {
        if (string.IsNullOrEmpty(type))
        {
            return new Refusal(
                RefusalReason.MessageTypeUnknown, "type: required. Set the property to the name of a command or query, such as start-session.", "type",
                [.. OpenToServices.Entities]);
        }
        var why = OpenToServices.WhyClosed(type) is { } closed ? $"is not open to other services: {closed}" : "is no command or query";
        return new Refusal(RefusalReason.MessageTypeUnknown, $"type: \"{type}\" {why}. Send one of those that the names list.", "type", [.. OpenToServices.Entities]);
    }

    private static Refusal? Contents(ServiceMessage message, object? read)
    {
        var (site, command) = read switch
        {
            ICommand each => (each.Site, each.CommandId),
            IQuery each => (each.Site, (CommandId?)null),
            null => (default, null),
            _ => throw new System.Diagnostics.UnreachableException($"{read.GetType()} is neither a command nor a query."),
        };
        if (read is null)
        {
            return new Refusal(RefusalReason.MessageMalformed, $"The body is null. Send the members of {message.Type}.", null, []);
        }
        if (command is { Value: var id } && id == Guid.Empty)
        {
            return new Refusal(
                RefusalReason.MessageMalformed, "commandId: required; a GUID, new for each wish and kept when the same wish is sent again.", "commandId", []);
        }
        if (site.Value != message.Site)
        {
            return new Refusal(
                RefusalReason.WrongSite,
                $"site: the body names {site.Value}, the routing key {message.Site}. Publish under the site that the body names.", "site", []);
        }
        return ClosedMember(read);
    }

    private static Refusal? ClosedMember(object read)
    {
        if (OpenToServices.ClosedMember(read.GetType()) is not { } member) return null;
        var property = ContractsJson.Options.GetTypeInfo(read.GetType()).Properties.First(each => each.Name == member);
        return property.Get!(read) is null ? null : new Refusal(
            RefusalReason.MessageMalformed, $"{member}: the engine's own processes set it. Leave it out.", member, []);
    }

    /// <summary>Parameters such as a character set may follow; JSON is UTF-8 whatever they say.</summary>
    private static bool IsJson(string? contentType) =>
        string.IsNullOrEmpty(contentType)
        || contentType.Split(';')[0].Trim().Equals(ServiceNames.ContentType, StringComparison.OrdinalIgnoreCase);
}
