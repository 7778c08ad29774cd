using AcdRouter.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AcdRouter.Web;

/// <summary>Answers who may not call a route with what it needs.</summary>
internal sealed class AuthorisationProblems : IAuthorizationMiddlewareResultHandler
{
    private const string Unauthenticated =
        "A valid token is needed, in the header Authorization: Bearer TOKEN. There is none, or it has expired, or it was not made here. "
        + "People get one from acd token, customers by joining.";

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }
        if (authorizeResult.Challenged)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            var problem = Problems.New(StatusCodes.Status401Unauthorized, "Unauthenticated", Unauthenticated);
            await TypedResults.Problem(problem).ExecuteAsync(context);
            return;
        }
        var explained = await FindUnknownSiteAsync(context) is { } site
            ? Problems.Of(
                RefusalReason.UnknownSite,
                $"Nobody has configured the site {site}. Whoever runs the program brings it in with a settings file, acd run --settings FILE; "
                + "then its administrators change its settings here.")
            : Problems.Of(RefusalReason.PrivilegeMissing, Explain(policy, context));
        await explained.ExecuteAsync(context);
    }

    /// <summary>The site of a person's token where there is none: nobody could give a privilege there. The token was made here, so this tells nothing.</summary>
    private static async Task<SiteId?> FindUnknownSiteAsync(HttpContext context)
    {
        if (PersonCaller.From(context.User) is not { } caller) return null;
        var directory = context.RequestServices.GetRequiredService<SiteDirectory>();
        return await directory.FindAsync(caller.Site, context.RequestAborted) is null ? caller.Site : null;
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
