using System.Security.Claims;
using AcdRouter.Contracts;
using Microsoft.AspNetCore.Http;

namespace AcdRouter.Web;

/// <summary>A person with an account, as the token names them. What they may do is looked up anew for each request.</summary>
/// <param name="Site">The token's site: the only one this caller reaches.</param>
/// <param name="Person">The person.</param>
public sealed record PersonCaller(SiteId Site, PersonId Person)
{
    /// <summary>Bound from the token by the routes that ask for a person; authorisation has made sure that it names one.</summary>
    public static ValueTask<PersonCaller?> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));

    internal static PersonCaller? From(ClaimsPrincipal user) =>
        user.FindFirstValue(TokenClaims.Site) is { } site && user.FindFirstValue(TokenClaims.Person) is { } person
            ? new PersonCaller(new SiteId(site), new PersonId(person))
            : null;
}

/// <summary>A customer, who has joined one session and reaches nothing else.</summary>
/// <param name="Site">The session's site.</param>
/// <param name="Session">The session.</param>
/// <param name="Customer">The customer.</param>
public sealed record CustomerCaller(SiteId Site, SessionId Session, CustomerId Customer)
{
    /// <summary>Bound from the token by the routes that ask for a customer.</summary>
    public static ValueTask<CustomerCaller?> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));

    internal static CustomerCaller? From(ClaimsPrincipal user) =>
        user.FindFirstValue(TokenClaims.Site) is { } site
        && Guid.TryParse(user.FindFirstValue(TokenClaims.Session), out var session)
        && Guid.TryParse(user.FindFirstValue(TokenClaims.Customer), out var customer)
            ? new CustomerCaller(new SiteId(site), new SessionId(session), new CustomerId(customer))
            : null;
}
