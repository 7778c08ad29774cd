using AcdRouter.Contracts;
using AcdRouter.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>Requests, for managers, administrators and the agents concerned.</summary>
internal static class RequestEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var requests = api.MapGroup("/requests").WithTags("Requests").RequireAuthorization(Policies.Person);
        requests.MapGet("/{request:guid}", ShowAsync).Describes<RequestView>("A live request");
        requests.MapGet("/{request:guid}/explain", ExplainAsync)
            .WithMetadata(new OtherAnswerMetadata(typeof(HistoryEntry)))
            .Describes<ExplanationView>("Every decision about a live request, in order, or the record of an ended one");
    }

    private static async Task<IResult> ShowAsync(
        Guid request, PersonCaller caller, IEngine engine, SiteDirectory directory, CancellationToken cancellationToken)
    {
        var view = await FindAsync(new RequestId(request), caller, engine, directory, cancellationToken);
        return view is null ? Problems.UnknownRequest() : TypedResults.Ok(view);
    }

    private static async Task<IResult> ExplainAsync(
        Guid request,
        PersonCaller caller,
        IEngine engine,
        SiteDirectory directory,
        IHistoryStore history,
        CancellationToken cancellationToken)
    {
        var id = new RequestId(request);
        if (await FindAsync(id, caller, engine, directory, cancellationToken) is not null)
        {
            var view = await engine.AskAsync<ExplainRequest, ExplanationView>(new ExplainRequest(caller.Site, id), cancellationToken);
            if (view is not null) return TypedResults.Ok(view);
        }
        if (!await directory.WatchesAsync(caller, cancellationToken)) return Problems.UnknownRequest();
        var record = await history.FindAsync(caller.Site, HistoryKind.Request, request, cancellationToken);
        return record is null ? Problems.UnknownRequest() : HistoryEndpoints.Whole(record);
    }

    private static async ValueTask<RequestView?> FindAsync(
        RequestId request, PersonCaller caller, IEngine engine, SiteDirectory directory, CancellationToken cancellationToken)
    {
        var view = await engine.AskAsync<ShowRequest, RequestView>(new ShowRequest(caller.Site, request), cancellationToken);
        if (view is null) return null;
        var concerned = view.Agent == caller.Person
            || view.Giver == caller.Person
            || view.OfferedTo.Contains(caller.Person)
            || view.Target.Agents.Contains(caller.Person)
            || (view.Target.Queue is { } queue && await directory.IsMemberAsync(caller, queue, cancellationToken))
            || await directory.WatchesAsync(caller, cancellationToken);
        return concerned ? view : null;
    }
}
