using System.Security.Claims;
using AcdRouter.Contracts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace AcdRouter.Web;

/// <summary>Makes bearer tokens that the framework's handler reads again, sealed with the keys of the data folder.</summary>
public sealed class TokenIssuer(IOptionsMonitor<BearerTokenOptions> options, TimeProvider time)
{
    /// <summary>How long a token lasts: a shift with room to spare.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>A token for a person with an account.</summary>
    public IssuedToken For(SiteId site, PersonId person) =>
        Issue(new Claim(TokenClaims.Site, site.Value), new Claim(TokenClaims.Person, person.Value));

    /// <summary>A token for a customer of one session.</summary>
    public IssuedToken For(SiteId site, SessionId session, CustomerId customer) =>
        Issue(
            new Claim(TokenClaims.Site, site.Value),
            new Claim(TokenClaims.Session, session.ToString()),
            new Claim(TokenClaims.Customer, customer.ToString()));

    /// <summary>A token for whoever runs the program: it opens the operator's routes and nothing of any site.</summary>
    public IssuedToken ForOperator() => Issue(new Claim(TokenClaims.Operator, "true"));

    private IssuedToken Issue(params Claim[] claims)
    {
        var scheme = BearerTokenDefaults.AuthenticationScheme;
        var expires = time.GetUtcNow().Add(Lifetime);
        var ticket = new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity(claims, scheme)), new AuthenticationProperties { ExpiresUtc = expires }, $"{scheme}:AccessToken");
        return new IssuedToken(options.Get(scheme).BearerTokenProtector.Protect(ticket), Instant.From(expires));
    }
}

/// <summary>A bearer token.</summary>
/// <param name="Token">Goes into the header <c>Authorization: Bearer …</c>.</param>
/// <param name="ExpiresAt">From then on it is refused.</param>
public sealed record IssuedToken(string Token, Instant ExpiresAt);
