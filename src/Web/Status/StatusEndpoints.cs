using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>How the process is.</summary>
/// <param name="Status">live, ready or unavailable.</param>
public sealed record Health(string Status);

/// <summary>What the engine and the web are doing.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="State">Sequence and hash of the state, to be compared with a replay of the journal; null unless asked for with hash=true.</param>
/// <param name="Streams">Live streams open now.</param>
/// <param name="OverdueVoiceCalls">The site's calls whose bridge has not confirmed the tear-down within 30 s; it is still owed.</param>
/// <param name="OverdueVoiceCallsTotal">How many there have been since the start.</param>
public sealed record StatusView(
    EngineStatus Engine, EngineHash? State, int Streams, IReadOnlyList<OverdueCall> OverdueVoiceCalls, long OverdueVoiceCallsTotal);

/// <summary>Health for whoever runs the process, status for administrators.</summary>
internal static class StatusEndpoints
{
    public static void MapHealth(IEndpointRouteBuilder app)
    {
        // Open: they say nothing but whether the process works, and what asks them has no account.
        var health = app.MapGroup("/health").WithTags("Health").AllowAnonymous().DisableRateLimiting();
        health.MapGet("/live", () => TypedResults.Ok(new Health("live"))).WithSummary("The process runs");
        health.MapGet("/ready", Ready)
            .WithSummary("The engine takes commands")
            .Produces<Health>()
            .Produces<Health>(StatusCodes.Status503ServiceUnavailable);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/status", ShowAsync)
            .WithTags("Status")
            .RequireAuthorization(Policies.Administrator)
            .Describes<StatusView>("What the engine is doing");

    private static async Task<IResult> ShowAsync(
        PersonCaller caller, IEngineStatus engine, LiveHub hub, OverdueCalls overdue, bool? hash, CancellationToken cancellationToken)
    {
        var (calls, total) = overdue.Of(caller.Site);
        var state = hash == true ? await engine.HashAsync(cancellationToken) : null;
        return TypedResults.Ok(new StatusView(engine.Read(), state, hub.Streams, calls, total));
    }

    private static IResult Ready(IEngineStatus engine) => engine.Read().IsRunning
        ? TypedResults.Ok(new Health("ready"))
        : TypedResults.Json(new Health("unavailable"), statusCode: StatusCodes.Status503ServiceUnavailable);
}
