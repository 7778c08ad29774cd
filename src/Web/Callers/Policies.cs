using AcdRouter.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace AcdRouter.Web;

/// <summary>Who may call a route.</summary>
internal static class Policies
{
    public const string Person = "person";
    public const string Csr = "csr";
    public const string Ender = "csr-or-administrator";
    public const string Agent = "agent";
    public const string Watcher = "watcher";
    public const string Administrator = "administrator";
    public const string Customer = "customer";
    public const string Operator = "operator";

    public static void Add(AuthorizationOptions options)
    {
        // What no route opens on purpose is closed.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        AddPerson(options, Person);
        AddPerson(options, Csr, Privilege.Csr, Privilege.Agent);
        AddPerson(options, Ender, Privilege.Csr, Privilege.Agent, Privilege.Administrator);
        AddPerson(options, Agent, Privilege.Agent);
        AddPerson(options, Watcher, Privilege.Manager, Privilege.Administrator);
        AddPerson(options, Administrator, Privilege.Administrator);
        options.AddPolicy(Customer, policy => policy.RequireAuthenticatedUser().RequireClaim(TokenClaims.Customer));
        options.AddPolicy(Operator, policy => policy.RequireAuthenticatedUser().RequireClaim(TokenClaims.Operator));
    }

    private static void AddPerson(AuthorizationOptions options, string name, params Privilege[] anyOf) =>
        options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().AddRequirements(new PersonRequirement(anyOf)));
}

/// <summary>A person of the token's site who has one of these privileges now; any privilege will do when none is named.</summary>
internal sealed record PersonRequirement(Privilege[] AnyOf) : IAuthorizationRequirement;

/// <summary>Looks the person up in the settings in force.</summary>
internal sealed class PersonRequirementHandler(SiteDirectory directory) : AuthorizationHandler<PersonRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PersonRequirement requirement)
    {
        if (PersonCaller.From(context.User) is not { } caller) return;
        var aborted = (context.Resource as HttpContext)?.RequestAborted ?? CancellationToken.None;
        var person = await directory.FindAsync(caller.Site, caller.Person, aborted);
        if (person is null) return;
        if (requirement.AnyOf.Length == 0 || person.Privileges.Any(requirement.AnyOf.Contains)) context.Succeed(requirement);
    }
}
