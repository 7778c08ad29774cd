using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AcdRouter.Web.Tests;

/// <summary>Every route that needs a token, with something in place of its parameters.</summary>
internal static class Routes
{
    public static IEnumerable<(string Method, string Path)> Closed(WebHost host) =>
        from route in host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where route.Metadata.GetMetadata<IAllowAnonymous>() is null
        from method in route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select (method, Fill(route.RoutePattern));

    private static string Fill(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "offer" } => "1",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "site" } => "demo",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "queue" } => "second-line",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "person" } => "anna",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "activity" } => "chat",
            _ => "3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11",
        }))));
}
