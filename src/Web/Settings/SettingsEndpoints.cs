using AcdRouter.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>The site's settings, for its administrators.</summary>
internal static class SettingsEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("Settings").RequireAuthorization(Policies.Administrator);
        settings.MapGet("/", ShowAsync).Describes<SiteSettings>("The settings in force, as PUT takes them");
        settings.MapPut("/", PutAsync)
            .WithMetadata(new RequestSizeLimitAttribute(WebLimits.MaxSettingsBytes))
            .Describes<Accepted>("Put new settings in force; every breach of a rule is named at once");
    }

    private static async Task<IResult> ShowAsync(PersonCaller caller, IEngine engine, CancellationToken cancellationToken)
    {
        var view = await engine.AskAsync<ShowSettings, SettingsView>(new ShowSettings(caller.Site), cancellationToken);
        return view is null ? Problems.UnknownSite() : TypedResults.Ok(view.Settings);
    }

    private static Task<IResult> PutAsync(
        HttpContext context, PersonCaller caller, IEngine engine, SiteSettings settings, CancellationToken cancellationToken) =>
        engine.RunAsync(new ConfigureSite(CommandIds.Derived(context, caller), caller.Site, settings), cancellationToken);
}
