using AcdRouter.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>Sessions, for representatives: start, see, hand over, end.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Sessions").RequireAuthorization(Policies.Csr);
        sessions.MapPost("/", StartAsync).Describes<Accepted>("Start a session", StatusCodes.Status201Created);
        sessions.MapPost("/assist", AssistAsync).Describes<Accepted>("Join a session as assistant, by number or invitation");
        sessions.MapPost("/{session:guid}/transfer", TransferAsync).Describes<Accepted>("Hand the session to a queue or to agents, in one step");
        sessions.MapPost("/{session:guid}/control", ControlAsync).Describes<Accepted>("Hand control to an assistant");
        sessions.MapPost("/{session:guid}/leave", LeaveAsync).Describes<Accepted>("Leave as assistant");

        api.MapPost("/sessions/{session:guid}/end", EndAsync)
            .WithTags("Sessions")
            .RequireAuthorization(Policies.Ender)
            .Describes<Accepted>("End the session for everybody; an administrator may force it");

        // What managers and administrators see as well.
        var seen = api.MapGroup("/sessions").WithTags("Sessions").RequireAuthorization(Policies.Person);
        seen.MapGet("/", ListAsync).Describes<SessionListView>("My live sessions and colleagues' calls; all=true lists the site's");
        seen.MapGet("/{session:guid}", ShowAsync).Describes<SessionView>("A live session as the caller may see it");
    }

    private static Task<IResult> StartAsync(HttpContext context, PersonCaller caller, IEngine engine, StartBody? body, CancellationToken cancellationToken)
    {
        var command = new StartSession(
            CommandIds.Of(context, caller), caller.Site, caller.Person, body?.InviteAddresses ?? [], body?.Language, body?.Channel);
        return engine.CreateAsync(command, made => $"/api/v1/sessions/{made.Session}", cancellationToken);
    }

    private static async Task<IResult> ListAsync(
        PersonCaller caller, IEngine engine, SiteDirectory directory, bool? all, CancellationToken cancellationToken)
    {
        if (all == true && !await directory.WatchesAsync(caller, cancellationToken))
        {
            return Problems.Of(RefusalReason.PrivilegeMissing, "Every session of the site is listed for managers and administrators only.", "all");
        }
        var view = all == true
            ? await engine.AskAsync<ShowSessions, SessionListView>(new ShowSessions(caller.Site, WebLimits.ListItems), cancellationToken)
            : await engine.AskAsync<ShowMySessions, SessionListView>(new ShowMySessions(caller.Site, caller.Person), cancellationToken);
        return view is null ? Problems.UnknownSite() : TypedResults.Ok(view);
    }

    private static async Task<IResult> ShowAsync(Guid session, PersonCaller caller, IEngine engine, CancellationToken cancellationToken)
    {
        var query = new ShowSession(caller.Site, new SessionId(session), caller.Person, null);
        var view = await engine.AskAsync<ShowSession, SessionView>(query, cancellationToken);
        return view is null ? Problems.UnknownSession() : TypedResults.Ok(view);
    }

    private static Task<IResult> AssistAsync(HttpContext context, PersonCaller caller, IEngine engine, AssistBody body, CancellationToken cancellationToken) =>
        engine.RunAsync(
            new AssistSession(CommandIds.Of(context, caller), caller.Site, caller.Person, body.Number, body.Invitation), cancellationToken);

    private static Task<IResult> TransferAsync(
        Guid session, HttpContext context, PersonCaller caller, IEngine engine, TransferBody body, CancellationToken cancellationToken)
    {
        var command = new TransferSession(
            CommandIds.Of(context, caller), caller.Site, new SessionId(session), caller.Person, body.Queue, body.Agents ?? [], body.PersonalMessage);
        return engine.RunAsync(command, cancellationToken);
    }

    private static Task<IResult> ControlAsync(
        Guid session, HttpContext context, PersonCaller caller, IEngine engine, ControlBody body, CancellationToken cancellationToken) =>
        engine.RunAsync(
            new TransferControl(CommandIds.Of(context, caller), caller.Site, new SessionId(session), caller.Person, body.To), cancellationToken);

    private static Task<IResult> EndAsync(
        Guid session, HttpContext context, PersonCaller caller, IEngine engine, EndBody? body, CancellationToken cancellationToken) =>
        engine.RunAsync(
            new EndSession(CommandIds.Of(context, caller), caller.Site, new SessionId(session), caller.Person, body?.Force ?? false), cancellationToken);

    private static Task<IResult> LeaveAsync(Guid session, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        engine.RunAsync(
            new LeaveSession(CommandIds.Of(context, caller), caller.Site, new SessionId(session), null, caller.Person), cancellationToken);
}
