using AcdRouter.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>How the process is.</summary>
/// <param name="Status">live, ready or unavailable.</param>
public sealed record Health(string Status);

/// <summary>What concerns a site.</summary>
/// <param name="Engine">The engine, which other sites share.</param>
/// <param name="OverdueVoiceCalls">
/// The site's calls whose bridge has not confirmed the tear-down within 30 s; it is still owed. At most 200, oldest first; null while the
/// engine cannot answer.
/// </param>
/// <param name="OverdueVoiceCallsTotal">How many there have ever been; null while the engine cannot answer.</param>
public sealed record StatusView(EngineView Engine, ValueList<OverdueCallView>? OverdueVoiceCalls, long? OverdueVoiceCallsTotal);

/// <summary>Whether the engine works.</summary>
/// <param name="State">starting, running, journal-away or stopped.</param>
/// <param name="Problem">Why it is not running; null when it is.</param>
public sealed record EngineView(string State, string? Problem);

/// <summary>What the engine and the web are doing, over all sites.</summary>
/// <param name="Engine">The engine of this process; null where partitions are elsewhere.</param>
/// <param name="State">
/// Sequence and hash of the state, to be compared with a replay of the journal; null unless asked for with hash=true, and where partitions
/// are elsewhere.
/// </param>
/// <param name="Streams">Live streams open now.</param>
/// <param name="Partitions">Every partition; embedded there is one.</param>
public sealed record OperatorStatusView(EngineStatus? Engine, EngineHash? State, int Streams, ValueList<PartitionView> Partitions);

/// <summary>Health for whoever runs the process, status for a site's administrators and for the operator.</summary>
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

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/status", ShowAsync)
            .WithTags("Status")
            .RequireAuthorization(Policies.Administrator)
            .Describes<StatusView>("What is wrong at the site, if anything is");
        api.MapGet("/operator/status", ShowOperatorAsync)
            .WithTags("Status")
            .RequireAuthorization(Policies.Operator)
            .Describes<OperatorStatusView>("What the engine is doing, for whoever runs the program");
    }

    private static async Task<Ok<StatusView>> ShowAsync(
        PersonCaller caller, IEngineStatus status, IEngine engine, CancellationToken cancellationToken)
    {
        var overdue = await OverdueAsync(caller.Site, engine, cancellationToken);
        return TypedResults.Ok(new StatusView(await status.ReadAsync(caller.Site, cancellationToken), overdue?.Calls, overdue?.Total));
    }

    /// <summary>Null while the engine is away: that it is so is what the status has to say then.</summary>
    private static async Task<OverdueCallListView?> OverdueAsync(SiteId site, IEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.AskAsync<ShowOverdueCalls, OverdueCallListView>(new ShowOverdueCalls(site, WebLimits.ListItems), cancellationToken);
        }
        catch (EngineUnavailableException)
        {
            return null;
        }
    }

    private static async Task<IResult> ShowOperatorAsync(
        IEngineStatus engine, SharedHash shared, LiveHub hub, bool? hash, CancellationToken cancellationToken)
    {
        if (engine.IsElsewhere)
        {
            return TypedResults.Ok(new OperatorStatusView(null, null, hub.Streams, await engine.ListAsync(hash == true, cancellationToken)));
        }
        var state = hash == true ? await shared.GetAsync(cancellationToken) : null;
        var partitions = await engine.ListAsync(hash: false, cancellationToken);
        return TypedResults.Ok(new OperatorStatusView(engine.Read(), state, hub.Streams, partitions.Select(each => each with { Hash = state?.Hash }).ToValueList()));
    }

    private static async Task<IResult> Ready(IEngineStatus engine, CancellationToken cancellationToken) =>
        await engine.FindProblemAsync(cancellationToken) is null
            ? TypedResults.Ok(new Health("ready"))
            : TypedResults.Json(new Health("unavailable"), statusCode: StatusCodes.Status503ServiceUnavailable);
}
