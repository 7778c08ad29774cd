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
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/sites/{site}/join", JoinAsync)
            .WithTags("Customers")
            .AllowAnonymous()
            .DisableRateLimiting()
            .Describes<Joined>("A customer joins a session by number or link and gets a token", StatusCodes.Status201Created);

    private static async Task<IResult> JoinAsync(
        string site, HttpContext context, IEngine engine, TokenIssuer tokens, JoinLimiter limiter, JoinBody body, CancellationToken cancellationToken)
    {
        // A site that does not exist takes a try like any other, and is answered like a wrong number.
        var known = TextIds.IsWellFormed(site) ? new SiteId(site) : new SiteId("-");
        if (!limiter.TryTake(context, known, out var retryAfter))
        {
            return Problems.TooMany("Too many tries to join. Wait, then type the number again.", retryAfter);
        }
        if (!TextIds.IsWellFormed(site)) return NoSuchNumber();
        var id = CommandIds.Anonymous(context, known);
        CommandAnswer answer;
        if (body.Invitation is { } invitation && body.Number is null)
        {
            if (body.Browser is not { } browser || browser == Guid.Empty)
            {
                return Problems.Of(RefusalReason.InvalidField, "browser: required with an invitation; an unguessable GUID that the browser keeps.", "browser");
            }
            answer = await engine.SendAsync(new JoinByInvitation(id, known, invitation, browser, body.Name), cancellationToken);
        }
        else if (body.Invitation is null && SessionNumber.TryParse(body.Number, out var number))
        {
            answer = await engine.SendAsync(new JoinSession(id, known, number, body.Name), cancellationToken);
        }
        else
        {
            return Problems.Of(RefusalReason.InvalidField, "number: nine digits, the first not zero; or an invitation instead.", "number");
        }
        if (!answer.IsAccepted)
        {
            var unknown = answer.Refusal.Reason is RefusalReason.UnknownSite or RefusalReason.UnknownSession;
            return unknown ? NoSuchNumber() : Problems.Of(answer.Refusal);
        }
        var made = answer.Accepted.Made;
        var token = tokens.For(known, made.Session!.Value, made.Customer!.Value);
        return TypedResults.Created(
            "/api/v1/customer/session",
            new Joined(made.Session!.Value, made.Number!.Value, made.Customer!.Value, token.Token, token.ExpiresAt));
    }

    private static IResult NoSuchNumber() =>
        Problems.Of(RefusalReason.UnknownSession, "There is no session of this number, or it has ended. Ask for the number again.", "number");
}
