using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>How the process is.</summary>
/// <param name="Status">live, ready or unavailable.</param>
public sealed record Health(string Status);

/// <summary>What the engine and the web are doing.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Streams">Live streams open now.</param>
public sealed record StatusView(EngineStatus Engine, int Streams);

/// <summary>Health for whoever runs the process, status for administrators.</summary>
internal static class StatusEndpoints
{
    public static void MapHealth(IEndpointRouteBuilder app)
    {
        // Open: they say nothing but whether the process works, and what asks them has no account.
        var health = app.MapGroup("/health").WithTags("Health").AllowAnonymous();
        health.MapGet("/live", () => TypedResults.Ok(new Health("live"))).WithSummary("The process runs");
        health.MapGet("/ready", Ready)
            .WithSummary("The engine takes commands")
            .Produces<Health>()
            .Produces<Health>(StatusCodes.Status503ServiceUnavailable);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/status", (IEngineStatus engine, LiveHub hub) => TypedResults.Ok(new StatusView(engine.Read(), hub.Streams)))
            .WithTags("Status")
            .RequireAuthorization(Policies.Administrator)
            .Describes<StatusView>("What the engine is doing");

    private static IResult Ready(IEngineStatus engine) => engine.Read().IsRunning
        ? TypedResults.Ok(new Health("ready"))
        : TypedResults.Json(new Health("unavailable"), statusCode: StatusCodes.Status503ServiceUnavailable);
}
