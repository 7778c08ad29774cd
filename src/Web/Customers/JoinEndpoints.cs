using System.Buffers;
using System.Text;
using AcdRouter.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>Joins by number or by link; exactly one of the two is given.</summary>
/// <param name="Name">The customer's name; 1 to 100 characters.</param>
/// <param name="Number">The session's nine digits; spaces, dots and hyphens between them are passed over.</param>
/// <param name="Invitation">The invitation that the link names.</param>
/// <param name="Browser">With an invitation: an unguessable id that the browser keeps.</param>
public sealed record JoinBody(string Name, string? Number = null, InvitationId? Invitation = null, Guid? Browser = null);

/// <summary>The customer is in the session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Number">Its number.</param>
/// <param name="Customer">The customer.</param>
/// <param name="Token">The customer's bearer token, good for this session only.</param>
/// <param name="ExpiresAt">From then on the token is refused.</param>
public sealed record Joined(SessionId Session, SessionNumber Number, CustomerId Customer, string Token, Instant ExpiresAt);

/// <summary>The one route that changes something and needs no token: a customer has no account.</summary>
internal static class JoinEndpoints
{
    /// <summary>Longest name, in Unicode characters.</summary>
    private const int MaxNameCharacters = 100;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/sites/{site}/join", JoinAsync)
            .WithTags("Customers")
            .AllowAnonymous()
            .DisableRateLimiting()
            .Describes<Joined>("A customer joins a session by number or link and gets a token", StatusCodes.Status201Created);

    private static async Task<IResult> JoinAsync(
        string site, HttpContext context, IEngine engine, TokenIssuer tokens, JoinLimiter limiter, JoinBody body, CancellationToken cancellationToken)
    {
        // A site that does not exist takes a try like any other, and everything about it is answered like about one that does: what is
        // wrong with the form is found before the engine is asked.
        var known = TextIds.IsWellFormed(site) ? new SiteId(site) : new SiteId("-");
        if (!limiter.TryTake(context, known, out var retryAfter))
        {
            return Problems.TooMany("Too many tries to join. Wait, then type the number again.", retryAfter);
        }
        var id = CommandIds.Anonymous(context, known, $"{body.Name}\n{body.Number}\n{body.Invitation}\n{body.Browser}");
        if (FindMistake(body) is { } mistake) return mistake;
        if (!TextIds.IsWellFormed(site)) return NoSuchSession(body);
        var answer = body.Invitation is { } invitation
            ? await engine.SendAsync(new JoinByInvitation(id, known, invitation, body.Browser!.Value, body.Name), cancellationToken)
            : await engine.SendAsync(new JoinSession(id, known, Number(body)!.Value, body.Name), cancellationToken);
        if (!answer.IsAccepted)
        {
            var unknown = answer.Refusal.Reason
                is RefusalReason.UnknownSite or RefusalReason.UnknownSession or RefusalReason.InvitationUnusable;
            return unknown ? NoSuchSession(body) : Problems.Of(answer.Refusal);
        }
        var made = answer.Accepted.Made;
        var token = tokens.For(known, made.Session!.Value, made.Customer!.Value);
        return TypedResults.Created(
            "/api/v1/customer/session",
            new Joined(made.Session!.Value, made.Number!.Value, made.Customer!.Value, token.Token, token.ExpiresAt));
    }

    private static IResult? FindMistake(JoinBody body)
    {
        if (!IsName(body.Name))
        {
            return Mistake("name", $"1 to {MaxNameCharacters} characters on one line, not all blank.");
        }
        if (body.Invitation is not null && body.Number is null)
        {
            return body.Browser is { } browser && browser != Guid.Empty
                ? null
                : Mistake("browser", "required with an invitation; an unguessable GUID that the browser keeps.");
        }
        return body.Invitation is null && Number(body) is not null
            ? null
            : Mistake("number", "nine digits, the first not zero; or an invitation instead.");
    }

    private static IResult Mistake(string field, string expected) => Problems.Of(RefusalReason.InvalidField, $"{field}: {expected}", field);

    private static SessionNumber? Number(JoinBody body) => SessionNumber.TryParse(body.Number, out var number) ? number : null;

    /// <summary>What the engine takes as a customer's name.</summary>
    private static bool IsName(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return false;
        var rest = text.AsSpan();
        for (var count = 0; !rest.IsEmpty; count++)
        {
            if (count == MaxNameCharacters) return false;
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != OperationStatus.Done || Rune.IsControl(rune)) return false;
            rest = rest[used..];
        }
        return true;
    }

    private static IResult NoSuchSession(JoinBody body) => Problems.Of(
        RefusalReason.UnknownSession,
        "There is no session of this number or link, or it has ended. Ask for the number or for another invitation.",
        body.Invitation is null ? "number" : "invitation");
}
