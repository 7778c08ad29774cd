using AcdRouter.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace AcdRouter.Web;

/// <summary>Answers who may not call a route with what it needs.</summary>
internal sealed class AuthorisationProblems : IAuthorizationMiddlewareResultHandler
{
    private const string Unauthenticated =
        "A valid token is needed, in the header Authorization: Bearer TOKEN. There is none, or it has expired, or it was not made here. "
        + "People get one from acd token, customers by joining.";

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);
        if (authorizeResult.Challenged)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            var problem = Problems.New(StatusCodes.Status401Unauthorized, "Unauthenticated", Unauthenticated);
            return TypedResults.Problem(problem).ExecuteAsync(context);
        }
        return Problems.Of(RefusalReason.PrivilegeMissing, Explain(policy, context)).ExecuteAsync(context);
    }

    private static string Explain(AuthorizationPolicy policy, HttpContext context)
    {
        if (policy.Requirements.OfType<ClaimsAuthorizationRequirement>().FirstOrDefault() is { ClaimType: var claim })
        {
            return claim == TokenClaims.Operator
                ? "This is for whoever runs the program. Use a token of acd token --operator."
                : "This is for a customer in a session. Use the token that joining gave.";
        }
        if (PersonCaller.From(context.User) is null) return "This is for people with an account at the site. Use a person's token.";
        var anyOf = policy.Requirements.OfType<PersonRequirement>().SelectMany(each => each.AnyOf);
        var privileges = string.Join(" or ", anyOf.Select(each => each.ToString().ToLowerInvariant()));
        return privileges.Length == 0
            ? "The site does not know this person any more. Ask one of its administrators for an account."
            : $"This needs the privilege {privileges} at the site. Ask one of its administrators for it.";
    }
}
